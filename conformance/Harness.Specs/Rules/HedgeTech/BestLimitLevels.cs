using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Judges the levels of the best limits: level "1" is the best; a level without quantity on a side holds no price there.</summary>
/// <param name="clauses">What they are judged by.</param>
/// <param name="mostLevels">More than these are told.</param>
internal sealed class BestLimitLevels(BestLimitClauses clauses, int mostLevels)
{
    private readonly List<(int Number, JsonElement Level)> _levels = [];

    /// <param name="frame">The frame.</param>
    /// <param name="book">The object whose members are the levels.</param>
    /// <param name="findings">Takes what there is to say.</param>
    public void Judge(FrameView frame, JsonElement book, FindingSink findings)
    {
        _levels.Clear();
        foreach (var level in book.EnumerateObject())
        {
            if (level.Value.ValueKind == JsonValueKind.Object && int.TryParse(JsonMarshal.GetRawUtf8PropertyName(level), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) _levels.Add((number, level.Value));
        }

        _levels.Sort(static (one, other) => one.Number.CompareTo(other.Number));
        JudgeNumbers(frame, findings);
        foreach (var (_, level) in _levels) JudgeCounts(frame, level, findings);
        var bid = JudgeSide(frame, clauses.BuyOrder, "buy"u8, "buy_price"u8, "buy_quantity"u8, isRising: false, findings);
        var ask = JudgeSide(frame, clauses.SellOrder, "sell"u8, "sell_price"u8, "sell_quantity"u8, isRising: true, findings);
        if (bid >= ask) findings.Report(clauses.Spread, frame, "The book is crossed", "the best buy price below the best sell price", $"buy {Numbers.Show(bid.Value)}, sell {Numbers.Show(ask.Value)}");
    }

    private void JudgeNumbers(FrameView frame, FindingSink findings)
    {
        for (var i = 0; i < _levels.Count; i++)
        {
            if (_levels[i].Number == i + 1) continue;
            findings.Report(clauses.NoGap, frame, "The level numbers have a gap", "1, 2, 3 and so on", string.Join(", ", _levels.Take(10).Select(level => level.Number)));
            break;
        }

        if (_levels.Count > mostLevels) findings.Report(clauses.Depth, frame, "There are more levels than ours", $"at most {mostLevels}", _levels.Count.ToString(CultureInfo.InvariantCulture));
    }

    private void JudgeCounts(FrameView frame, JsonElement level, FindingSink findings)
    {
        Quantity.Expect(clauses.Counts, frame, level, "buy_order_count"u8, isWhole: true, findings);
        Quantity.Expect(clauses.Counts, frame, level, "sell_order_count"u8, isWhole: true, findings);
        Quantity.Expect(clauses.Counts, frame, level, "buy_quantity"u8, isWhole: false, findings);
        Quantity.Expect(clauses.Counts, frame, level, "sell_quantity"u8, isWhole: false, findings);
    }

    /// <summary>The first level's price among those with quantity.</summary>
    private decimal? JudgeSide(
        FrameView frame, string clause, ReadOnlySpan<byte> side, ReadOnlySpan<byte> priceName, ReadOnlySpan<byte> quantityName, bool isRising, FindingSink findings)
    {
        decimal? best = null, last = null;
        foreach (var (number, level) in _levels)
        {
            if (Numbers.Read(level, quantityName) is not > 0 || Numbers.Read(level, priceName) is not { } price) continue;
            if (last is { } before && (isRising ? price <= before : price >= before))
            {
                findings.Report(
                    clause, frame, $"The {Encoding.UTF8.GetString(side)} prices are out of order at level {number}",
                    $"{(isRising ? "above" : "below")} {Numbers.Show(before)}", Numbers.Show(price));
                return best;
            }

            best ??= price;
            last = price;
        }

        return best;
    }
}

/// <summary>The clauses of <see cref="BestLimitLevels"/>: order of either side; counts and quantities; the spread; no gap; how many.</summary>
internal sealed record BestLimitClauses(string BuyOrder, string SellOrder, string Counts, string Spread, string NoGap, string Depth) : ClauseSet;
