using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>§6.2: the book aggregated by price, Buy from the highest price down, Sell from the lowest up. Entries without quantity hold no price.</summary>
internal sealed class OrderBookFold(HedgeTechSession session) : TseFold(session, "order-book")
{
    private const string OncePerPrice = "ht-tse.order-book.004";
    private const string Counts = "ht-tse.order-book.006";
    private const string BuyOrder = "ht-tse.order-book.007";
    private const string SellOrder = "ht-tse.order-book.008";
    private const string Spread = "ht-tse.order-book.009";

    private readonly HashSet<decimal> _prices = [];

    public static IReadOnlyList<string> Clauses { get; } = [OncePerPrice, Counts, BuyOrder, SellOrder, Spread];

    protected override void Judge(FrameView frame, StreamMessage message, FindingSink findings)
    {
        var bid = JudgeSide(frame, message.Data, "Buy", BuyOrder, isRising: false, findings);
        var ask = JudgeSide(frame, message.Data, "Sell", SellOrder, isRising: true, findings);
        if (bid >= ask) findings.Report(Spread, frame, "The book is crossed", "the best buy price below the best sell price", $"Buy {Numbers.Show(bid.Value)}, Sell {Numbers.Show(ask.Value)}");
    }

    /// <summary>The side's best price.</summary>
    private decimal? JudgeSide(FrameView frame, JsonElement data, string side, string clause, bool isRising, FindingSink findings)
    {
        if (!data.TryGetProperty(side, out var entries) || entries.ValueKind != JsonValueKind.Array) return null;
        decimal? best = null, last = null;
        var isSorted = true;
        foreach (var entry in entries.EnumerateArray())
        {
            Quantity.Expect(Counts, frame, entry, "count"u8, isWhole: true, findings);
            Quantity.Expect(Counts, frame, entry, "quantity"u8, isWhole: false, findings);
            if (Numbers.Read(entry, "quantity"u8) is not > 0 || Numbers.Read(entry, "price"u8) is not { } price) continue;
            if (last is { } before && isSorted && (isRising ? price < before : price > before))
            {
                isSorted = false;
                findings.Report(clause, frame, $"{side} is out of order", $"{(isRising ? "above" : "below")} {Numbers.Show(before)}", Numbers.Show(price));
            }

            if (best is null || (isRising ? price < best : price > best)) best = price;
            if (price == last) ReportTwice(frame, side, price, findings);
            last = price;
        }

        // Sorted, equal prices are neighbours; only otherwise must all be remembered.
        if (!isSorted) FindTwice(frame, side, entries, findings);
        return best;
    }

    private void FindTwice(FrameView frame, string side, JsonElement entries, FindingSink findings)
    {
        _prices.Clear();
        decimal? last = null;
        foreach (var entry in entries.EnumerateArray())
        {
            if (Numbers.Read(entry, "quantity"u8) is not > 0 || Numbers.Read(entry, "price"u8) is not { } price) continue;
            if (!_prices.Add(price) && price != last) ReportTwice(frame, side, price, findings);
            last = price;
        }
    }

    private static void ReportTwice(FrameView frame, string side, decimal price, FindingSink findings) =>
        findings.Report(OncePerPrice, frame, $"A price stands twice in {side}", "each price once", Numbers.Show(price));
}
