using System.Globalization;
using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>§6.4: the day's figures of a symbol. Within a date they only grow.</summary>
internal sealed class AggregateFold(HedgeTechSession session) : TseFold(session, "aggregate")
{
    private const string Range = "ht-tse.aggregate.003";
    private const string Counts = "ht-tse.aggregate.004";
    private const string TradesGrow = "ht-tse.aggregate.005";
    private const string VolumeGrows = "ht-tse.aggregate.006";
    private const string ValueGrows = "ht-tse.aggregate.007";
    private const string Forms = "ht-tse.aggregate.008";

    private readonly PerConnection<Dictionary<int, Day>> _days = new(() => []);

    public static IReadOnlyList<string> Clauses { get; } = [Range, Counts, TradesGrow, VolumeGrows, ValueGrows, Forms];

    protected override void Judge(FrameView frame, StreamMessage message, FindingSink findings)
    {
        var data = message.Data;
        ExpectCount(Counts, frame, data, "trade_count"u8, isWhole: true, findings);
        ExpectCount(Counts, frame, data, "total_volume"u8, isWhole: false, findings);
        ExpectCount(Counts, frame, data, "total_value"u8, isWhole: false, findings);
        if (Numbers.Read(data, "trade_count"u8) > 0)
        {
            PriceRange.Judge(
                Range, frame, Numbers.Read(data, "low_price"u8), Numbers.Read(data, "high_price"u8),
                [("open_price", Numbers.Read(data, "open_price"u8)), ("last_price", Numbers.Read(data, "last_price"u8))], findings);
        }

        JudgeForm(frame, data, "date", "YYYY-MM-DD", "yyyy-MM-dd", findings);
        JudgeForm(frame, data, "time", "HH:MM:SS", "HH:mm:ss", findings);
        if (message.Symbol >= 0) JudgeGrowth(frame, message, findings);
    }

    private static void JudgeForm(FrameView frame, JsonElement data, string name, string form, string format, FindingSink findings)
    {
        if (!data.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.String) return;
        var text = member.GetString()!;
        if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return;
        findings.Report(Forms, frame, $"{name} is written in another way", form, $"\"{(text.Length <= 40 ? text : text[..40] + "…")}\"");
    }

    private void JudgeGrowth(FrameView frame, StreamMessage message, FindingSink findings)
    {
        var days = _days.Of(frame.Connection);
        var data = message.Data;
        var date = data.TryGetProperty("date"u8, out var member) && member.ValueKind == JsonValueKind.String ? member : default;
        if (!days.TryGetValue(message.Symbol, out var day)) days[message.Symbol] = day = new Day();
        if (date.ValueKind == JsonValueKind.String && !date.ValueEquals(day.Date))
        {
            days[message.Symbol] = day = new Day { Date = date.GetString()! };
        }

        day.Trades = Grow(TradesGrow, frame, "trade_count", day.Trades, Numbers.Read(data, "trade_count"u8), findings);
        day.Volume = Grow(VolumeGrows, frame, "total_volume", day.Volume, Numbers.Read(data, "total_volume"u8), findings);
        day.Value = Grow(ValueGrows, frame, "total_value", day.Value, Numbers.Read(data, "total_value"u8), findings);
    }

    private static decimal? Grow(string clause, FrameView frame, string name, decimal? before, decimal? now, FindingSink findings)
    {
        if (now < before) findings.Report(clause, frame, $"{name} falls within a date", $"at least {Numbers.Show(before.Value)}", Numbers.Show(now.Value));
        return now ?? before;
    }

    private sealed class Day
    {
        public string Date { get; init; } = "";

        public decimal? Trades { get; set; }

        public decimal? Volume { get; set; }

        public decimal? Value { get; set; }
    }
}
