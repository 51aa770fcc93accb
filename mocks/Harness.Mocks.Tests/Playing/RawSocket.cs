using System.Text;
using Harness.Wire.Frames;
using Harness.Wire.Handshakes;

namespace Harness.Mocks.Tests.Playing;

/// <summary>
/// A client that takes whatever bytes come: it says its handshake and its frames as RFC 6455 wants them, refuses nothing, and writes down what it saw
/// and when.
/// </summary>
internal sealed class RawSocket : IAsyncDisposable
{
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    private readonly Lock _gate = new();
    private readonly List<SeenFrame> _frames = [];
    private readonly Stream _stream;
    private readonly TimeProvider _clock;
    private readonly Task _running;
    private Task _telling = Task.CompletedTask;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RawSocket(Stream stream, TimeProvider clock, string target, IReadOnlyList<(string Name, string Value)> headers)
    {
        _stream = stream;
        _clock = clock;
        AskedAt = clock.GetUtcNow();
        _running = RunAsync(target, headers);
    }

    public DateTimeOffset AskedAt { get; }

    /// <summary>When the head of the answer was there; null while it is not.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Of the handshake's answer; 0 while there is none.</summary>
    public int Status { get; private set; }

    /// <summary>The answer to the handshake, up to its body.</summary>
    public string Head { get; private set; } = "";

    /// <summary>Whether the answer proves that the server has read the key (RFC 6455 §4.2.2).</summary>
    public bool AcceptIsRight { get; private set; }

    /// <summary><c>fin</c> or <c>reset</c>; null while the server has not ended the connection.</summary>
    public string? End { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Every byte behind the handshake's answer.</summary>
    public long Bytes { get; private set; }

    public bool IsOpen => Status == 101 && End is null;

    public IReadOnlyList<SeenFrame> Frames
    {
        get { lock (_gate) return [.. _frames]; }
    }

    /// <summary>Begins; nothing is waited for.</summary>
    public static RawSocket Start(Stream stream, TimeProvider clock, string target, params IReadOnlyList<(string Name, string Value)> headers) => new(stream, clock, target, headers);

    /// <summary>Completes when the server has ended the connection, or this client has.</summary>
    public Task Over => _running;

    /// <summary>Completes once it is so; looked at whenever something has come.</summary>
    public async Task UntilAsync(Func<RawSocket, bool> isSo, string what)
    {
        while (true)
        {
            Task news;
            lock (_gate) news = _news.Task;
            if (isSo(this)) return;
            await Wait(news).Within(what);
        }

        static async Task<bool> Wait(Task news)
        {
            await news;
            return true;
        }
    }

    public void Say(string text) => Say(1, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a frame of that opcode.</summary>
    public void Say(int opcode, byte[] payload) => _telling = TellAsync(_telling, new RawFrame { Opcode = opcode, Payload = payload, Mask = 0x11223344 }.ToBytes());

    /// <summary>Ends the connection without a word.</summary>
    public void Leave() => _stream.Dispose();

    public async ValueTask DisposeAsync()
    {
        Leave();
        await _running;
        await _telling;
    }

    private async Task TellAsync(Task before, byte[] frame)
    {
        await before;
        try
        {
            await _stream.WriteAsync(frame);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The reading side sees it too.
        }
    }

    private async Task RunAsync(string target, IReadOnlyList<(string Name, string Value)> headers)
    {
        try
        {
            var head = new StringBuilder($"GET {target} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Key}\r\n");
            foreach (var (name, value) in headers) head.Append($"{name}: {value}\r\n");
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()));
            await ReadAsync();
            Ended("fin");
        }
        catch (IOException)
        {
            Ended("reset");
        }
        catch (ObjectDisposedException)
        {
            // We left ourselves.
        }
    }

    private async Task ReadAsync()
    {
        var bytes = new List<byte>();
        var buffer = new byte[64 * 1024];
        while (await _stream.ReadAsync(buffer) is > 0 and var read)
        {
            bytes.AddRange(buffer.AsSpan(0, read));
            if (AnsweredAt is null && !TakeHead(bytes)) continue;
            if (Status != 101) continue;
            Bytes += read;
            while (SeenFrame.Take(bytes, _clock.GetUtcNow()) is { } frame)
            {
                lock (_gate) _frames.Add(frame);
            }

            Tell();
        }
    }

    private bool TakeHead(List<byte> bytes)
    {
        var text = Encoding.Latin1.GetString([.. bytes]);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        Head = text[..end];
        var lines = Head.Split("\r\n");
        AcceptIsRight = lines.Contains($"Sec-WebSocket-Accept: {WireHandshake.AcceptKey(Key)}");
        AnsweredAt = _clock.GetUtcNow();
        Status = int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        bytes.RemoveRange(0, end + 4);
        Tell();
        return true;
    }

    private void Ended(string how)
    {
        EndedAt = _clock.GetUtcNow();
        End = how;
        Tell();
    }

    private void Tell()
    {
        TaskCompletionSource told;
        lock (_gate) (told, _news) = (_news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        told.SetResult();
    }
}
