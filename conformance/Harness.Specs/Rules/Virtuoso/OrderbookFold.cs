using System.Globalization;
using System.Text.Json;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Orderbook Channel: levels are pairs of price and amount, best first, down to the depth that was asked for.</summary>
internal sealed class OrderbookFold(VirtuosoSession session) : ChannelFold(session, VirtuosoWords.Orderbook)
{
    private const string Amounts = "virtuoso.orderbook.004";
    private const string Once = "virtuoso.orderbook.005";
    private const string BidOrder = "virtuoso.orderbook.006";
    private const string AskOrder = "virtuoso.orderbook.007";
    private const string Spread = "virtuoso.orderbook.008";
    private const string Depth = "virtuoso.orderbook.009";
    private const string DefaultDepth = "virtuoso.orderbook.011";
    private const int OurDepth = 10;

    private readonly HashSet<decimal> _prices = [];

    public static IReadOnlyList<string> Clauses { get; } = [Amounts, Once, BidOrder, AskOrder, Spread, Depth, DefaultDepth];

    protected override void Judge(FrameView frame, ServerMessage message, FindingSink findings)
    {
        var bid = JudgeSide(frame, message, "bids", BidOrder, isRising: false, findings);
        var ask = JudgeSide(frame, message, "asks", AskOrder, isRising: true, findings);
        if (bid >= ask) findings.Report(Spread, frame, "The book is crossed", "the best bid below the best ask", $"bid {Numbers.Show(bid.Value)}, ask {Numbers.Show(ask.Value)}");
    }

    /// <summary>The side's best price.</summary>
    private decimal? JudgeSide(FrameView frame, ServerMessage message, string side, string order, bool isRising, FindingSink findings)
    {
        if (!message.Data.TryGetProperty(side, out var levels) || levels.ValueKind != JsonValueKind.Array) return null;
        JudgeDepth(frame, message, side, levels.GetArrayLength(), findings);
        _prices.Clear();
        decimal? best = null, last = null;
        var isSorted = true;
        foreach (var level in levels.EnumerateArray())
        {
            if (level.ValueKind != JsonValueKind.Array || level.GetArrayLength() != 2 || Numbers.Read(level[0]) is not { } price || Numbers.Read(level[1]) is not { } amount) continue;
            if (amount < 0) findings.Report(Amounts, frame, $"An amount of {side} is negative", "a number from 0", Numbers.Show(amount));
            if (amount <= 0) continue;
            if (!_prices.Add(price)) findings.Report(Once, frame, $"A price stands twice in {side}", "each price once", Numbers.Show(price));
            else if (isSorted && last is { } before && (isRising ? price < before : price > before))
            {
                isSorted = false;
                findings.Report(order, frame, $"{side} are out of order", $"{(isRising ? "above" : "below")} {Numbers.Show(before)}", Numbers.Show(price));
            }

            if (best is null || (isRising ? price < best : price > best)) best = price;
            last = price;
        }

        return best;
    }

    private void JudgeDepth(FrameView frame, ServerMessage message, string side, int count, FindingSink findings)
    {
        if (Session.Of(frame.Connection) is not { } state || !state.Subscribed.TryGetValue(message.Key, out var request)) return;
        var actual = count.ToString(CultureInfo.InvariantCulture);
        if (request.Depth is { } depth)
        {
            if (count > depth) findings.Report(Depth, frame, $"{side} have more levels than the depth that was subscribed", $"at most {Numbers.Show(depth)}", actual);
        }
        else if (count > OurDepth)
        {
            findings.Report(DefaultDepth, frame, $"{side} have more levels than ours without a depth", $"at most {OurDepth}", actual);
        }
    }
}
