using System.Diagnostics.Metrics;
using Harness.Mocks.Server;

namespace Harness.Mocks.Metrics;

/// <summary>
/// One server's instruments, named as ASP.NET Core and OpenTelemetry name theirs: dotted, in the singular where they count, units in UCUM. Sums are read
/// when somebody collects; only what happens seldom is pushed.
/// </summary>
internal sealed class MockMeter : IDisposable
{
    public const string Name = "Harness.Mocks";

    private static readonly KeyValuePair<string, object?> Receive = new("network.io.direction", "receive");
    private static readonly KeyValuePair<string, object?> Transmit = new("network.io.direction", "transmit");

    private readonly Counter<long> _closes;
    private readonly Histogram<double> _durations;
    private readonly Histogram<double> _deliveries;

    public MockMeter()
    {
        Meter = new Meter(Name);
        Meter.CreateObservableUpDownCounter("harness.server.active_connections", () => World?.Connections.Open ?? 0, "{connection}", "WebSocket connections that are open");
        Meter.CreateObservableCounter("harness.server.connections", () => World?.Connections.Accepted ?? 0, "{connection}", "WebSocket connections accepted");
        Meter.CreateObservableCounter("harness.server.refused_handshakes", () => World?.Connections.Refused ?? 0, "{handshake}", "Handshakes answered with an HTTP status");
        Meter.CreateObservableCounter("harness.server.messages", () => Both(Figures.MessagesIn, Figures.MessagesOut), "{message}", "Messages received and sent");
        Meter.CreateObservableCounter("harness.server.io", () => Both(Figures.BytesIn, Figures.BytesOut), "By", "Bytes of payload received, bytes of frames sent");
        Meter.CreateObservableCounter("harness.server.published_messages", () => World?.Broadcaster.Published ?? 0, "{message}", "Messages published, each once, whoever got it");
        Meter.CreateObservableCounter("harness.server.discarded_messages", () => Figures.Discarded, "{message}", "Messages that never left, for slow peers and those that went");
        Meter.CreateObservableUpDownCounter("harness.server.queued_messages", () => Figures.QueuedMessages, "{message}", "Messages that wait for their peers to read");
        Meter.CreateObservableUpDownCounter("harness.server.queued", () => Figures.QueuedBytes, "By", "Bytes that wait for peers to read");
        Meter.CreateObservableCounter("harness.server.feed.skipped_steps", () => World?.Feed.Skipped ?? 0, "{step}", "Steps that the feed gave up because it could not keep up");
        _closes = Meter.CreateCounter<long>("harness.server.closes", "{connection}", "Connections that ended, by close code");
        _durations = Meter.CreateHistogram<double>("harness.server.connection.duration", "s", "How long connections lasted");
        _deliveries = Meter.CreateHistogram(
            "harness.server.delivery.duration",
            "s",
            "From publishing a message until every subscriber's socket or outbox had it",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = LatencyHistogram.Bounds });
    }

    public Meter Meter { get; }

    /// <summary>Whose figures are read: those since the start or the last reset.</summary>
    public World? World { get; set; }

    private TrafficFigures Figures => World?.Traffic.Figures ?? default;

    /// <param name="slug">The protocol's.</param>
    /// <param name="code">The close code; 1005 for a close frame without one, 1006 where there was no close frame.</param>
    /// <param name="duration">On the mock's clock.</param>
    public void Closed(string slug, int code, TimeSpan duration)
    {
        var protocol = new KeyValuePair<string, object?>("harness.protocol", slug);
        var closeCode = new KeyValuePair<string, object?>("harness.close.code", code);
        _closes.Add(1, protocol, closeCode);
        _durations.Record(duration.TotalSeconds, protocol, closeCode);
    }

    public void Delivered(TimeSpan duration) => _deliveries.Record(duration.TotalSeconds);

    public void Dispose() => Meter.Dispose();

    private static Measurement<long>[] Both(long received, long sent) => [new(received, Receive), new(sent, Transmit)];
}
