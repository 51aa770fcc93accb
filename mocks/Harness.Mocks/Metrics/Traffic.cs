using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Metrics;

/// <summary>
/// Counts what crosses the sockets of one life of a server. Connections count for themselves, so that a message costs nothing here; what they counted is
/// added up when they go, and when somebody asks.
/// </summary>
internal sealed class Traffic(World world, MockMeter meter)
{
    /// <summary>RFC 6455 §7.4.1: what is said of a connection that ended without a close frame.</summary>
    private const int NoCloseFrame = 1006;

    /// <summary>RFC 6455 §7.4.1: what is said of a close frame without a code.</summary>
    private const int NoCode = 1005;

    private readonly SortedDictionary<int, long> _closes = [];
    private TrafficFigures _gone;

    /// <summary>From the publishing of the oldest message of a write round to the end of the round: every subscriber's socket, or outbox, has it by then.</summary>
    public LatencyHistogram Deliveries { get; } = new();

    /// <summary>How many connections ended with each close code.</summary>
    public IReadOnlyDictionary<int, long> Closes => world.Enter(() => new SortedDictionary<int, long>(_closes));

    public TrafficFigures Figures => world.Enter(() =>
    {
        var sum = _gone;
        foreach (var connection in world.Connections.All)
        {
            if (!connection.IsOver) sum = Sum(sum, connection);
        }

        return sum;
    });

    /// <summary>A connection is over. Under the gate, like everything that ends it.</summary>
    public void Ended(MockConnection connection, WireClosed closed)
    {
        _gone = Sum(_gone, connection) with { QueuedMessages = 0, QueuedBytes = 0 };
        var code = closed.Code ?? (closed.Sent is null && closed.Received is null ? NoCloseFrame : NoCode);
        _closes[code] = _closes.GetValueOrDefault(code) + 1;
        meter.Closed(connection.Protocol.Slug, code, world.Now - connection.OpenedAt);
    }

    public void Delivered(TimeSpan duration)
    {
        Deliveries.Add(duration);
        meter.Delivered(duration);
    }

    private static TrafficFigures Sum(TrafficFigures sum, MockConnection connection)
    {
        var own = connection.Statistics;
        return new TrafficFigures(
            sum.MessagesIn + connection.MessagesIn,
            sum.MessagesOut + own.SentMessages,
            sum.BytesIn + connection.BytesIn,
            sum.BytesOut + own.SentBytes,
            sum.QueuedMessages + own.QueuedMessages,
            sum.QueuedBytes + own.QueuedBytes,
            sum.Discarded + own.DiscardedMessages);
    }
}
