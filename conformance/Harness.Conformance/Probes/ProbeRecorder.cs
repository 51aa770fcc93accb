using Harness.Conformance.Steps;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes;

/// <summary>Writes down what a probe and a server say to each other: the transcript of one session, seen from the client's side.</summary>
internal sealed class ProbeRecorder(FrameLog log, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Lock _gate = new();
    private int _connections;

    /// <summary>What every frame's time counts from.</summary>
    public DateTimeOffset Started { get; } = time.GetUtcNow();

    /// <summary>Microseconds since then.</summary>
    public long Now => time.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMicrosecond;

    public ProbeConnection Begin() => new(this, Interlocked.Increment(ref _connections));

    internal void Add(Func<long, Frame> frame)
    {
        // The time is taken under the lock, so that the log's order is the order of time.
        lock (_gate) log.Add(frame(Now));
    }
}

/// <summary>One connection, or one HTTP exchange, of a recording.</summary>
internal sealed class ProbeConnection(ProbeRecorder recorder, int number)
{
    private int _next;

    public void Add(FrameKind kind, Party from, HttpExchange http) => Add(kind, from, default, null, null, http);

    public void Add(FrameKind kind, Party from, ReadOnlyMemory<byte> payload = default, int? code = null, string? reason = null, HttpExchange? http = null) =>
        recorder.Add(t => new Frame
        {
            T = t,
            Connection = number,
            Index = _next++,
            From = from,
            Kind = kind,
            Payload = payload,
            Code = code,
            Reason = reason,
            Http = http,
        });
}
