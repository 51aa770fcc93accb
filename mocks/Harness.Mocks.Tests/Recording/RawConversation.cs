using System.Net.Sockets;
using System.Text;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Recording;

/// <summary>One side of a connection, byte by byte.</summary>
/// <param name="request">The head of the request, at a target.</param>
internal sealed class RawConversation(Socket socket, NetworkStream stream, string request = "") : IDisposable
{
    public string Request => request;

    public string? Header(string name) => request.Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();

    public Task SayAsync(string text) => SayAsync(Encoding.UTF8.GetBytes(text));

    public async Task<bool> SayAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
        return true;
    }

    public async Task<byte[]> HearAsync(int count)
    {
        var bytes = new byte[count];
        await ReadAsync(bytes).Within($"{count} bytes");
        return bytes;
    }

    /// <summary><c>end</c>, <c>reset</c>, or how many bytes came instead.</summary>
    public async Task<string> EndAsync()
    {
        try
        {
            var length = await stream.ReadAsync(new byte[1000], TestContext.Current.CancellationToken).AsTask().Within("the end of the connection");
            return length == 0 ? "end" : $"{length} bytes";
        }
        catch (IOException)
        {
            return "reset";
        }
    }

    public void Cut() => socket.Shutdown(SocketShutdown.Send);

    public void Reset() => socket.Close(timeout: 0);

    public void Dispose() => stream.Dispose();

    private async Task<bool> ReadAsync(byte[] bytes)
    {
        await stream.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        return true;
    }
}
