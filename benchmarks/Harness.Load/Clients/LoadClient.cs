using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Harness.Conformance.Probes;
using Harness.Fixtures.Transcripts;
using Harness.Load.Figures;
using Harness.Load.Judging;
using Harness.Load.Protocols;
using Harness.Load.Receiving;

namespace Harness.Load.Clients;

/// <summary>
/// One client of the crowd, from its handshake to its end. Its receiver's thread brings what came; sending may be done from any thread.
/// </summary>
internal sealed class LoadClient(int number, LoadState state, ILoadProtocol protocol, ProbeTask task, bool stalls) : IFrameSink, IDisposable
{
    private const int Ping = 9;
    private const int Close = 8;

    /// <summary>More streams than any subscription has: what a server invents beyond them is not followed.</summary>
    private const int MostStreams = 4096;

    private readonly Dictionary<uint, long> _lastSent = [];
    private readonly FrameSplitter _splitter = new();
    private IClientWire? _wire;
    private Tally _tally = null!;
    private string? _closeCode;
    private long _openedAt;
    private long _askedAt;
    private long _beatAt;
    private int _isOver;
    private volatile bool _hasData;

    /// <summary>From 1.</summary>
    public int Number => number;

    public IReadOnlyList<string> Symbols => task.Symbols;

    public IReadOnlyList<string> Channels => task.Channels;

    /// <summary>The symbols as the inside of a JSON array.</summary>
    public string SymbolList => string.Join(',', Symbols.Select(Quoted));

    /// <summary>When what is being read came, in microseconds since the epoch.</summary>
    public long Now { get; private set; }

    /// <summary>Judges what is said; null without <c>--validate</c>.</summary>
    public SessionJudge? Judge { get; init; }

    /// <summary>It is one of those that are to stop reading.</summary>
    public bool Stalls => stalls;

    /// <summary>Market data has come.</summary>
    public bool HasData => _hasData;

    public bool IsOver => Volatile.Read(ref _isOver) != 0;

    public string? Known(string name) => task.Known(name);

    /// <summary>The value of a placeholder as JSON.</summary>
    public string Json(string name) => task.Bindings.TryGet(name, out var value) ? value.GetRawText() : "\"\"";

    public string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    /// <summary>Makes the values that only the protocol can make, such as a signature.</summary>
    public void Prepare() => ProtocolProbes.Find(protocol.Protocol)!.Prepare(task);

    /// <summary>The handshake is over.</summary>
    public void Open(IClientWire wire, long nowMicros)
    {
        _wire = wire;
        _openedAt = nowMicros;
        _beatAt = state.Elapsed;
        Now = nowMicros;
        state.Opened();
        protocol.Begin(this);
    }

    /// <summary>Which thread's counts its own go to.</summary>
    public void CountIn(Tally tally) => _tally = tally;

    /// <summary>Takes the next bytes.</summary>
    /// <param name="bytes">As they came.</param>
    /// <param name="nowMicros">When they came, in microseconds since the epoch.</param>
    public void Receive(ReadOnlySpan<byte> bytes, long nowMicros)
    {
        Now = nowMicros;
        if (state.Measures) _tally.Count(bytes.Length);
        _splitter.Consume(bytes, this);
    }

    public void OnMessage(bool isText, ReadOnlySpan<byte> payload)
    {
        Judge?.Received(isText ? FrameKind.Text : FrameKind.Binary, payload);
        var reading = protocol.Read(this, payload);
        if (reading.IsData && !_hasData)
        {
            _hasData = true;
            _tally.FirstMessage.Add(Now - _openedAt);
            state.Streams();
        }

        if (!state.Measures) return;
        _tally.CountMessage();
        if (reading.IsData && protocol.NoLatency is null) Measure(reading);
    }

    public void OnControl(int opcode, ReadOnlySpan<byte> payload)
    {
        switch (opcode)
        {
            case Ping:
                Judge?.Received(FrameKind.Ping, payload);
                Send(payload, 10, FrameKind.Pong);
                break;
            case Close:
                var code = payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : (int?)null;
                var reason = payload.Length > 2 ? Encoding.UTF8.GetString(payload[2..]) : null;
                _closeCode ??= (code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "close without a code") + (reason is null ? "" : $" {reason}");
                Judge?.ReceivedClose(code, reason);
                Send(payload.Length >= 2 ? payload[..2] : payload, Close, FrameKind.Close);
                break;
            default:
                Judge?.Received(FrameKind.Pong, payload);
                break;
        }
    }

    public void OnViolation(string what)
    {
        Fail($"RFC 6455: {what}");
        End("broke RFC 6455");
    }

    public void Send(string text) => Send(Encoding.UTF8.GetBytes(text), 1, FrameKind.Text);

    /// <summary>An error of this connection, by its kind.</summary>
    public void Fail(string kind) => state.Incidents.Error(kind);

    /// <summary>Asks the server for something, unless an answer is still due.</summary>
    /// <returns>Whether it did.</returns>
    public bool Ask()
    {
        if (IsOver || !_hasData || Stalls || Volatile.Read(ref _askedAt) != 0) return false;
        Volatile.Write(ref _askedAt, Math.Max(1, state.Elapsed));
        state.Asks();
        protocol.Ask(this);
        return true;
    }

    /// <summary>The answer to <see cref="Ask"/> has come.</summary>
    public void Answered()
    {
        var asked = Interlocked.Exchange(ref _askedAt, 0);
        if (asked != 0) _tally.RoundTrips.Add(state.Elapsed - asked);
    }

    /// <summary>It came, and says that the order was rejected.</summary>
    public void Rejected() => state.Rejects();

    /// <summary>Called now and then: beats, and gives up on an answer that does not come.</summary>
    public void Tend(TimeSpan patience)
    {
        if (IsOver) return;
        var now = state.Elapsed;
        if (protocol.Heartbeat is { } heartbeat && now - _beatAt >= heartbeat.TotalMicroseconds)
        {
            _beatAt = now;
            protocol.Beat(this);
        }

        var asked = Volatile.Read(ref _askedAt);
        if (asked == 0 || now - asked < patience.TotalMicroseconds) return;
        if (Interlocked.CompareExchange(ref _askedAt, 0, asked) == asked) Fail($"no answer within {patience.TotalSeconds:0} s ({protocol.RoundTrip})");
    }

    /// <summary>The connection is over.</summary>
    /// <param name="how"><c>cut</c>, <c>reset</c>, or what else ended it where no close frame did.</param>
    public void End(string how)
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0) return;
        state.Closed();
        if (!state.IsOver)
        {
            if (_closeCode is null) Judge?.ReceivedReset(how);
            state.Incidents.Ended(_closeCode ?? how);
        }

        _splitter.Release();
        _wire?.Dispose();
    }

    /// <summary>What ended it; null while it is open.</summary>
    public string? CloseCode => _closeCode;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0) state.Closed();
        _wire?.Dispose();
    }

    private void Send(ReadOnlySpan<byte> payload, int opcode, FrameKind kind)
    {
        if (IsOver || _wire is null) return;
        Judge?.Sent(kind, payload);
        if (!_wire.Send(ClientFrame.Of(opcode, payload))) Fail("what a client said could not be sent: the server does not read");
    }

    private void Measure(in Reading reading)
    {
        if (reading.Sent is not { } sent)
        {
            _tally.Timeless++;
            return;
        }

        if (reading.Age < 0) _tally.Ahead++;
        _tally.Latency.Add(reading.Age);
        ref var last = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(_lastSent, reading.Stream);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref last))
        {
            if (_lastSent.Count < MostStreams) _lastSent.Add(reading.Stream, sent);
            return;
        }

        if (sent < last) _tally.Backwards++;
        last = sent;
    }
}
