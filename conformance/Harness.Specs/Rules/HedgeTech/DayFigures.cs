using System.Globalization;
using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Judges the figures of a day: what they are in one message, and that within a date they only grow.</summary>
internal sealed class DayFigures(DayClauses clauses)
{
    private readonly PerConnection<Dictionary<int, Day>> _days = new(() => []);

    /// <param name="frame">The frame.</param>
    /// <param name="symbol">Index of the symbol in the handshake's list, or -1.</param>
    /// <param name="data">The object with the figures.</param>
    /// <param name="findings">Takes what there is to say.</param>
    public void Judge(FrameView frame, int symbol, JsonElement data, FindingSink findings)
    {
        Quantity.Expect(clauses.Counts, frame, data, "trade_count"u8, isWhole: true, findings);
        Quantity.Expect(clauses.Counts, frame, data, "total_volume"u8, isWhole: false, findings);
        Quantity.Expect(clauses.Counts, frame, data, "total_value"u8, isWhole: false, findings);
        if (Numbers.Read(data, "trade_count"u8) > 0)
        {
            PriceRange.Judge(
                clauses.Range, frame, Numbers.Read(data, "low_price"u8), Numbers.Read(data, "high_price"u8),
                [("open_price", Numbers.Read(data, "open_price"u8)), ("last_price", Numbers.Read(data, "last_price"u8))], findings);
        }

        JudgeForm(frame, data, "date", "YYYY-MM-DD", "yyyy-MM-dd", findings);
        JudgeForm(frame, data, "time", "HH:MM:SS", "HH:mm:ss", findings);
        if (symbol >= 0) JudgeGrowth(frame, symbol, data, findings);
    }

    private void JudgeForm(FrameView frame, JsonElement data, string name, string form, string format, FindingSink findings)
    {
        if (!data.TryGetProperty(name, out var member) || member.ValueKind != JsonValueKind.String) return;
        var text = member.GetString()!;
        if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return;
        findings.Report(clauses.Forms, frame, $"{name} is written in another way", form, $"\"{(text.Length <= 40 ? text : text[..40] + "…")}\"");
    }

    private void JudgeGrowth(FrameView frame, int symbol, JsonElement data, FindingSink findings)
    {
        var days = _days.Of(frame.Connection);
        var date = data.TryGetProperty("date"u8, out var member) && member.ValueKind == JsonValueKind.String ? member : default;
        if (!days.TryGetValue(symbol, out var day)) days[symbol] = day = new Day();
        if (date.ValueKind == JsonValueKind.String && !date.ValueEquals(day.Date))
        {
            days[symbol] = day = new Day { Date = date.GetString()! };
        }

        day.Trades = Grow(clauses.TradesGrow, frame, "trade_count", day.Trades, Numbers.Read(data, "trade_count"u8), findings);
        day.Volume = Grow(clauses.VolumeGrows, frame, "total_volume", day.Volume, Numbers.Read(data, "total_volume"u8), findings);
        day.Value = Grow(clauses.ValueGrows, frame, "total_value", day.Value, Numbers.Read(data, "total_value"u8), findings);
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

/// <summary>The clauses of <see cref="DayFigures"/>: low and high enclose; counts; three figures that only grow; how date and time are written.</summary>
internal sealed record DayClauses(string Range, string Counts, string TradesGrow, string VolumeGrows, string ValueGrows, string Forms) : ClauseSet;
