using System.Net;
using System.Net.Sockets;
using System.Text;
using Harness.Wire.Handshakes;

namespace Harness.Wire.Tests.Handshakes;

/// <summary>A TCP server that reads one request and then does as it is told.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<string> _request = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    /// <param name="answer">Is given the request and the connection.</param>
    public ScriptedServer(Func<string, Stream, Task> answer)
    {
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    public Uri Url => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/path?a=1&a=2%20b");

    public Task<string> Request => _request.Task;

    /// <summary>Completes when the client lets go of the connection, or the server does.</summary>
    public Task Ended => _serving;

    /// <summary>Answers with a text in which {accept} stands for the right key, and leaves the connection open until the client ends it.</summary>
    public static ScriptedServer Answering(string answer) => new(async (request, stream) =>
    {
        var key = request.Split("Sec-WebSocket-Key: ")[1].Split("\r\n")[0];
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer.Replace("{accept}", WireHandshake.AcceptKey(key), StringComparison.Ordinal)));
        await stream.CopyToAsync(Stream.Null);
    });

    /// <summary>Answers with a text, and ends the connection.</summary>
    public static ScriptedServer AnsweringAndEnding(string answer) => new(async (_, stream) => await stream.WriteAsync(Encoding.Latin1.GetBytes(answer)));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving.InTime("the scripted server to end");
        _end.Dispose();
    }

    private async Task ServeAsync(Func<string, Stream, Task> answer)
    {
        try
        {
            using var socket = await _listener.AcceptSocketAsync(_end.Token);
            await using var stream = new NetworkStream(socket);
            await using var closing = _end.Token.Register(socket.Dispose);
            var request = new StringBuilder();
            var buffer = new byte[1000];
            while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                var length = await stream.ReadAsync(buffer, _end.Token);
                if (length == 0) return;
                request.Append(Encoding.Latin1.GetString(buffer, 0, length));
            }

            _request.TrySetResult(request.ToString());
            await answer(request.ToString(), stream);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
