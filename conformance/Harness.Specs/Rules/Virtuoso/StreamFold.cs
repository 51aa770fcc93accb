using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>
/// Subscribed channels are served. Only prices and books can be expected to move; their silence may still be a quiet market, and is told as
/// INCONCLUSIVE.
/// </summary>
internal sealed class StreamFold(VirtuosoSession session) : Fold
{
    private const string Serves = "virtuoso.subscribe.009";
    private const string OthersGoOn = "virtuoso.unsubscribe.007";
    private const string DefaultType = "virtuoso.market-data.009";

    private static readonly long Silence = Seconds.Of(30);

    private readonly PerConnection<Flows> _flows = new(() => new Flows());
    private readonly Waits<(Connection Connection, SubscriptionKey Key)> _first = new();
    private readonly Waits<(Connection Connection, SubscriptionKey Key)> _next = new();

    public static IReadOnlyList<string> Clauses { get; } = [Serves, OthersGoOn, DefaultType];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Server is { Event: "subscribed", Answers: { } request }:
                foreach (var key in request.Keys.Where(Moves)) _first.Start((frame.Connection, key), frame.T + Silence, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { Event: "unsubscribed", Answers: { } request }:
                Unsubscribe(frame, request, findings);
                break;
            case FrameKind.Text when session.Server is { Channel: not null } message:
                findings.Applied();
                Serve(frame, message, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                Forget(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var (connection, key) in _first.TakeDue(now, findings))
        {
            if (!connection.IsOpen) continue;
            findings.Inconclusive(Serves, null, $"Connection {connection.Number} brought nothing for {key} in {Seconds.Show(Silence)}: a quiet market, or a server that leaves it out", "updates in real time", "silence");
        }

        foreach (var (connection, key) in _next.TakeDue(now, findings))
        {
            if (!connection.IsOpen) continue;
            findings.Report(OthersGoOn, (Frame?)null, $"Connection {connection.Number} brings nothing for {key} since something else was unsubscribed", "updates going on", $"nothing in {Seconds.Show(Silence)}");
        }
    }

    private void Serve(FrameView frame, ServerMessage message, FindingSink findings)
    {
        _first.Stop((frame.Connection, message.Key));
        _next.Stop((frame.Connection, message.Key));
        if (!Moves(message.Key)) return;
        var flows = _flows.Of(frame.Connection);
        if (flows.Seen.Count < 10_000) flows.Seen.Add(message.Key);
        if (message.Channel != VirtuosoWords.MarketData || session.Of(frame.Connection) is not { } state) return;
        if (!state.Subscribed.TryGetValue(message.Key, out var request) || request.Type is not null) return;
        if (message.Root.TryGetProperty("type"u8, out var type) && type.ValueKind == System.Text.Json.JsonValueKind.String && !type.ValueEquals("ticker"u8))
        {
            findings.Report(DefaultType, frame, "A subscription without type brings another type than ours", "ticker", type.GetString()!);
        }
    }

    /// <summary>What has flowed and is still subscribed must go on.</summary>
    private void Unsubscribe(FrameView frame, VirtuosoRequest request, FindingSink findings)
    {
        var connection = frame.Connection;
        foreach (var key in request.Keys)
        {
            _first.Stop((connection, key));
            _next.Stop((connection, key));
        }

        if (_flows.Find(connection) is not { } flows || session.Of(connection) is not { } state) return;
        flows.Seen.ExceptWith(request.Keys);
        foreach (var key in flows.Seen.Where(state.Subscribed.ContainsKey)) _next.Start((connection, key), frame.T + Silence, findings, connection);
    }

    private void Forget(Connection connection)
    {
        _flows.Forget(connection);
        _first.StopAll(connection);
        _next.StopAll(connection);
    }

    private static bool Moves(SubscriptionKey key) => key.Channel is VirtuosoWords.MarketData or VirtuosoWords.Orderbook && key.Symbol != SubscriptionKey.Any && key.Exchange != SubscriptionKey.Any;

    private sealed class Flows
    {
        public HashSet<SubscriptionKey> Seen { get; } = [];
    }
}
