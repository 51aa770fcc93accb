namespace Harness.Clients.Connections;

/// <summary>The caller's way to the server, or one of our own that is disposed with the client.</summary>
internal sealed class Invoker(ConnectionOptions options) : IDisposable
{
    private readonly HttpMessageInvoker? _own =
        options.Invoker is null ? new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false }) : null;

    public HttpMessageInvoker Value => options.Invoker ?? _own!;

    public void Dispose() => _own?.Dispose();
}
