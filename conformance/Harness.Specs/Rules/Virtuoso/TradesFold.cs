using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Trades Channel: a trade has a side, an amount and an id of its own.</summary>
internal sealed class TradesFold(VirtuosoSession session) : ChannelFold(session, VirtuosoWords.Trades)
{
    private const string Side = "virtuoso.trades.003";
    private const string Amount = "virtuoso.trades.004";
    private const string OwnId = "virtuoso.trades.005";

    /// <summary>Trades that are remembered; a repetition comes soon or not at all.</summary>
    private const int Remembered = 1000;

    private readonly PerConnection<Recent> _recent = new(() => new Recent());

    public static IReadOnlyList<string> Clauses { get; } = [Side, Amount, OwnId];

    protected override void Judge(FrameView frame, ServerMessage message, FindingSink findings)
    {
        ExpectSide(Side, frame, message.Data, "buy", "sell", findings);
        ExpectNotNegative(Amount, frame, message.Data, "amount", findings);
        if (Text(message.Data, "id"u8) is not { Length: > 0 } id) return;
        var recent = _recent.Of(frame.Connection);
        var trade = (message.Key.Exchange, message.Key.Symbol, id);
        if (!recent.Known.Add(trade))
        {
            findings.Report(OwnId, frame, "A trade comes twice", "an id of its own for each trade of a market", $"id {(id.Length <= 40 ? id : id[..40] + "…")} again");
            return;
        }

        recent.InOrder.Enqueue(trade);
        if (recent.InOrder.Count > Remembered) recent.Known.Remove(recent.InOrder.Dequeue());
    }

    private sealed class Recent
    {
        public HashSet<(string Exchange, string Symbol, string Id)> Known { get; } = [];

        public Queue<(string Exchange, string Symbol, string Id)> InOrder { get; } = new();
    }
}
