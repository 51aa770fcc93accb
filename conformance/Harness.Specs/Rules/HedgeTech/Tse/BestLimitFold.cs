using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>§6.1: level "1" is the best; a level without quantity on a side holds no price there.</summary>
internal sealed class BestLimitFold(HedgeTechSession session) : TseFold(session, "best-limit")
{
    private const string BuyOrder = "ht-tse.best-limit.004";
    private const string SellOrder = "ht-tse.best-limit.005";
    private const string Counts = "ht-tse.best-limit.006";
    private const string Spread = "ht-tse.best-limit.007";
    private const string NoGap = "ht-tse.best-limit.008";
    private const string Depth = "ht-tse.best-limit.009";
    private const int MostLevels = 5;

    private readonly List<(int Number, JsonElement Level)> _levels = [];

    public static IReadOnlyList<string> Clauses { get; } = [BuyOrder, SellOrder, Counts, Spread, NoGap, Depth];

    protected override void Judge(FrameView frame, StreamMessage message, FindingSink findings)
    {
        _levels.Clear();
        foreach (var level in message.Data.EnumerateObject())
        {
            if (level.Value.ValueKind == JsonValueKind.Object && int.TryParse(JsonMarshal.GetRawUtf8PropertyName(level), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) _levels.Add((number, level.Value));
        }

        _levels.Sort(static (one, other) => one.Number.CompareTo(other.Number));
        JudgeNumbers(frame, findings);
        foreach (var (_, level) in _levels) JudgeCounts(frame, level, findings);
        var bid = JudgeSide(frame, BuyOrder, "buy"u8, "buy_price"u8, "buy_quantity"u8, isRising: false, findings);
        var ask = JudgeSide(frame, SellOrder, "sell"u8, "sell_price"u8, "sell_quantity"u8, isRising: true, findings);
        if (bid >= ask) findings.Report(Spread, frame, "The book is crossed", "the best buy price below the best sell price", $"buy {Numbers.Show(bid.Value)}, sell {Numbers.Show(ask.Value)}");
    }

    private void JudgeNumbers(FrameView frame, FindingSink findings)
    {
        for (var i = 0; i < _levels.Count; i++)
        {
            if (_levels[i].Number == i + 1) continue;
            findings.Report(NoGap, frame, "The level numbers have a gap", "1, 2, 3 and so on", string.Join(", ", _levels.Take(10).Select(level => level.Number)));
            break;
        }

        if (_levels.Count > MostLevels) findings.Report(Depth, frame, "There are more levels than ours", $"at most {MostLevels}", _levels.Count.ToString(CultureInfo.InvariantCulture));
    }

    private static void JudgeCounts(FrameView frame, JsonElement level, FindingSink findings)
    {
        ExpectCount(Counts, frame, level, "buy_order_count"u8, isWhole: true, findings);
        ExpectCount(Counts, frame, level, "sell_order_count"u8, isWhole: true, findings);
        ExpectCount(Counts, frame, level, "buy_quantity"u8, isWhole: false, findings);
        ExpectCount(Counts, frame, level, "sell_quantity"u8, isWhole: false, findings);
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
                    clause, frame, $"The {System.Text.Encoding.UTF8.GetString(side)} prices are out of order at level {number}",
                    $"{(isRising ? "above" : "below")} {Numbers.Show(before)}", Numbers.Show(price));
                return best;
            }

            best ??= price;
            last = price;
        }

        return best;
    }
}
