using System.Text;
using Harness.Wire.Frames;
using Harness.Wire.Time;
using Harness.Wire.Transports;

namespace Harness.Wire.Tests;

/// <summary>One connection under test, and at its other end a peer that writes bytes and writes down what it reads.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly FrameReader _frames;
    private readonly MemoryStream _unread = new();
    private Task? _running;

    public RawPeer(WireRole role, WireOptions? options = null, int capacity = 64 * 1024)
    {
        Role = role;
        var (clientEnd, serverEnd) = InMemoryDuplex.CreatePair(capacity, Clock.Quiet);
        (var ours, Stream) = role == WireRole.Server ? (serverEnd, clientEnd) : (clientEnd, serverEnd);
        Connection = new WireConnection(role, new StreamTransport(ours), options ?? WireOptions.Default, Clock, Observer);
        _frames = new FrameReader(role == WireRole.Server ? WireRole.Client : WireRole.Server, int.MaxValue);
    }

    public WireRole Role { get; }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The peer's end of the wire.</summary>
    public InMemoryStream Stream { get; }

    public WireConnection Connection { get; }

    public RecordingHandler Handler { get; init; } = new();

    public RecordingObserver Observer { get; } = new();

    public Task Running => _running ?? Task.CompletedTask;

    public RawPeer Run()
    {
        _running = Connection.RunAsync(Handler, _end.Token);
        return this;
    }

    public void Cancel() => _end.Cancel();

    /// <summary>Sends messages as a broadcast does, in one piece.</summary>
    /// <returns>How many were taken.</returns>
    public int Broadcast(params ReadOnlySpan<string> texts)
    {
        var burst = new WireBurst();
        foreach (var text in texts) burst.Add(WireMessage.Text(text));
        var taken = Connection.SendShared(burst, new BurstRange(0, burst.Count));
        Connection.Flush();
        return taken;
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes) => Stream.WriteAsync(bytes, CancellationToken.None).InTime("writing to the connection");

    /// <summary>Writes a conforming frame: masked where the connection under test is a server.</summary>
    public Task WriteAsync(RawFrame frame) => WriteAsync((Role == WireRole.Server ? frame with { Mask = 0x11223344 } : frame).ToBytes());

    public Task WriteTextAsync(string text) => WriteAsync(new RawFrame { Payload = Encoding.UTF8.GetBytes(text) });

    public Task WriteCloseAsync(int code, string reason = "") =>
        WriteAsync(new RawFrame { Opcode = 8, Payload = ClosePayload.Write(new WireClose(code, reason)) });

    /// <summary>The next frame of the connection: "Text hello", "Close 1000 bye"; "End" at its end, "Reset" when it broke.</summary>
    public async Task<string> NextAsync()
    {
        var buffer = new byte[4096];
        while (true)
        {
            var bytes = _unread.ToArray();
            var found = _frames.Consume(bytes, out var consumed);
            _unread.SetLength(0);
            _unread.Write(bytes.AsSpan(consumed));
            if (found.Kind == FrameEventKind.Close) return $"Close {found.Close.Code} {found.Close.Reason}".TrimEnd();
            if (found.Kind == FrameEventKind.Violation) return "Violation " + found.Violation!.Message;
            if (found.Kind == FrameEventKind.Message) return $"{found.Opcode} {Encoding.UTF8.GetString(found.Payload.Span)}".TrimEnd();
            try
            {
                var read = await Stream.ReadAsync(buffer.AsMemory(), CancellationToken.None).InTime("a frame of the connection");
                if (read == 0) return "End";
                _unread.Write(buffer.AsSpan(0, read));
            }
            catch (IOException)
            {
                return "Reset";
            }
        }
    }

    /// <summary>Everything up to the end.</summary>
    public async Task<List<string>> RestAsync()
    {
        var rest = new List<string>();
        do rest.Add(await NextAsync());
        while (rest[^1] is not ("End" or "Reset"));
        return rest;
    }

    /// <summary>How the connection saw its end, the clock moving on where only it can bring the end about.</summary>
    public async Task<WireClosed> ClosedAsync()
    {
        await Clock.AdvanceWhenQuietAsync(Handler.Closed, TimeSpan.FromMinutes(1), "the connection to be over", TestContext.Current.CancellationToken).InTime("the connection to be over");
        return await Handler.Closed;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Stream.Dispose();
        await Running.ContinueWith(static _ => { }, TaskScheduler.Default).InTime("the connection to let go");
        _end.Dispose();
        _frames.Dispose();
    }
}
