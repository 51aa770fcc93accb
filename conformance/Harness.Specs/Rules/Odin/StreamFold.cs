using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Odin;

/// <summary>
/// Every stock subscribed is served. Silence alone proves nothing, since nobody may trade: it is told as INCONCLUSIVE, so that nobody takes a green
/// line for it.
/// </summary>
internal sealed class StreamFold(OdinSession session) : Fold
{
    private const string Streams = "odin.market-data.006";

    /// <summary>Silence that is worth a word.</summary>
    private static readonly long Silence = Seconds.Of(30);

    private readonly Waits<(Connection Connection, string Word)> _waits = new();

    /// <summary>What each connection has had data for: asking for it again is no reason to wait anew.</summary>
    private readonly PerConnection<HashSet<string>> _served = new(() => []);

    public static IReadOnlyList<string> Clauses { get; } = [Streams];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Of(frame.Connection) is not { } connection || session.Message is not { } message) return;
        if (message.Type == "market_data" && OdinMessage.Text(message.Root, "symbol"u8) is { } symbol)
        {
            findings.Applied();
            var word = session.Names.WordOf(symbol);
            _served.Of(frame.Connection).Add(word);
            _waits.Stop((frame.Connection, word));
        }
        else if (session.Answered is { Kind: RequestKind.Subscribe } && message.Type == "subscription_response")
        {
            foreach (var word in connection.Client.Held)
            {
                if (!_served.Of(frame.Connection).Contains(word) && !_waits.Contains((frame.Connection, word)) && session.Answered.Items.Any(item => session.Names.WordOf(item) == word))
                {
                    _waits.Start((frame.Connection, word), frame.T + Silence, findings);
                }
            }
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var (connection, word) in _waits.TakeDue(now, findings))
        {
            if (connection.End is not null || session.Of(connection) is not { } known || !known.Client.Held.Contains(word) || known.MarketOpen == false) continue;
            findings.Inconclusive(
                Streams, null, $"Connection {connection.Number} brought nothing for {word} in {Seconds.Show(Silence)}: a quiet or closed market, or a server that leaves it out",
                "data in real time", "silence");
        }
    }
}
