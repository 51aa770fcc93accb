using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech.Ime;

/// <summary>§8.3: the lowest and the highest price that may be traded, and the prices of the same message.</summary>
internal sealed class PriceRangeFold(HedgeTechSession session) : ImeFold(session, "AllowedPriceRange")
{
    private const string Order = "ht-ime.price-range.003";
    private const string Within = "ht-ime.price-range.004";

    private static readonly string[] Traded = ["low_price", "high_price", "open_price", "last_price"];

    public static IReadOnlyList<string> Clauses { get; } = [Order, Within];

    protected override void Judge(FrameView frame, StreamMessage message, JsonElement section, FindingSink findings)
    {
        var range = new Range(Numbers.Read(section, "minAllowedPrice"u8), Numbers.Read(section, "maxAllowedPrice"u8));
        if (range.Min > range.Max)
        {
            findings.Report(Order, frame, "minAllowedPrice is above maxAllowedPrice", "min at most max", range.ToString());
            return;
        }

        if (Section(message.Data, "Aggregate"u8) is { } day && Numbers.Read(day, "trade_count"u8) > 0)
        {
            foreach (var name in Traded)
            {
                if (day.TryGetProperty(name, out var member) && !Judge(frame, name, Numbers.Read(member), range, findings)) return;
            }
        }

        if (Section(message.Data, "BestLimit"u8) is not { } book) return;
        foreach (var level in book.EnumerateObject())
        {
            if (!JudgeLimit(frame, level.Value, "buy_price", "buy_quantity"u8, range, findings) || !JudgeLimit(frame, level.Value, "sell_price", "sell_quantity"u8, range, findings)) return;
        }
    }

    /// <summary>A level without quantity holds no price.</summary>
    private static bool JudgeLimit(FrameView frame, JsonElement level, string name, ReadOnlySpan<byte> quantity, Range range, FindingSink findings) =>
        Numbers.Read(level, quantity) is not > 0 || !level.TryGetProperty(name, out var price) || Judge(frame, name, Numbers.Read(price), range, findings);

    /// <returns>False where it was told: one price of a message is enough.</returns>
    private static bool Judge(FrameView frame, string name, decimal? price, Range range, FindingSink findings)
    {
        if (!(price < range.Min) && !(price > range.Max)) return true;
        findings.Report(Within, frame, $"{name} lies outside the allowed range", range.ToString(), Numbers.Show(price!.Value));
        return false;
    }

    private static JsonElement? Section(JsonElement data, ReadOnlySpan<byte> name) =>
        data.TryGetProperty(name, out var section) && section.ValueKind == JsonValueKind.Object ? section : null;

    private readonly record struct Range(decimal? Min, decimal? Max)
    {
        public override string ToString() => $"{Show(Min)} to {Show(Max)}";

        private static string Show(decimal? bound) => bound is { } known ? Numbers.Show(known) : "nothing";
    }
}
