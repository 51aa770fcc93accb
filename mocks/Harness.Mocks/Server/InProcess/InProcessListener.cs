using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Harness.Mocks.Server.InProcess;

/// <summary>Kestrel's listener without a port: streams that were made in memory arrive as accepted connections.</summary>
internal sealed class InProcessListener(Func<(Stream Client, Stream Server)> pair) : IConnectionListenerFactory, IConnectionListener
{
    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>();
    private int _ids;

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.Loopback, 0);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        EndPoint = endpoint;
        return ValueTask.FromResult<IConnectionListener>(this);
    }

    /// <summary>A new connection to the server: the client's end of it.</summary>
    /// <exception cref="IOException">The server has stopped.</exception>
    public Stream Connect()
    {
        var (client, server) = pair();
        var connection = new InProcessConnection(server, Interlocked.Increment(ref _ids).ToString(CultureInfo.InvariantCulture));
        if (!_accepted.Writer.TryWrite(connection)) throw new IOException("the mock server has stopped; start a new one");
        return client;
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _accepted.Reader.WaitToReadAsync(cancellationToken) && _accepted.Reader.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _accepted.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
