using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Odin;

/// <summary>Market Data Streaming and the API reference's table of fields: values of one message, and of a stock over its day.</summary>
internal sealed partial class MarketDataFold(OdinSession session) : Fold
{
    private const string Tokens = "odin.market-data.007";
    private const string Range = "odin.market-data.008";
    private const string Close = "odin.market-data.009";
    private const string DayRange = "odin.market-data.010";
    private const string YearOrder = "odin.market-data.011";
    private const string InYear = "odin.market-data.012";
    private const string Percent = "odin.market-data.013";
    private const string VolumeSign = "odin.market-data.014";
    private const string VolumeGrows = "odin.market-data.015";
    private const string SameNames = "odin.market-data.016";
    private const string India = "odin.market-data.017";
    private const string Rfc3339 = "odin.market-data.018";
    private const string Dates = "odin.market-data.019";

    private const int MostStocks = 10_000;

    /// <summary>percent_change may be rounded to two digits.</summary>
    private const decimal Rounding = 0.0101m;

    private static readonly TimeSpan IndiaOffset = new(5, 30, 0);

    private readonly PerConnection<Dictionary<string, (DateOnly Day, decimal Volume)>> _volumes = new(() => []);

    public static IReadOnlyList<string> Clauses { get; } =
        [Tokens, Range, Close, DayRange, YearOrder, InYear, Percent, VolumeSign, VolumeGrows, SameNames, India, Rfc3339, Dates];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Of(frame.Connection) is null || session.Message is not { Type: "market_data" } message) return;
        findings.Applied();
        JudgeNames(frame, message, findings);
        if (!message.HasData) return;
        JudgePrices(frame, message.Data, findings);
        JudgeVolume(frame, message.Data, findings);
        JudgeTimes(frame, message.Data, findings);
    }

    private static void JudgeNames(FrameView frame, OdinMessage message, FindingSink findings)
    {
        var (symbol, token) = (OdinMessage.Text(message.Root, "symbol"u8), OdinMessage.Text(message.Root, "token"u8));
        if (symbol is not null && token is not null)
        {
            var expected = StockNames.DocumentedToken(symbol);
            if (expected is not null && expected != token) findings.Report(Tokens, frame, $"{symbol} has another token than the table gives it", expected, token);
            else if (StockNames.DocumentedSymbol(token) is { } owner && owner != symbol) findings.Report(Tokens, frame, $"{token} is another stock's in the table", owner, symbol);
        }

        foreach (var name in (ReadOnlySpan<string>)["symbol", "token", "exchange"])
        {
            if (!message.HasData || !message.Data.TryGetProperty(name, out var inner) || !message.Root.TryGetProperty(name, out var outer)) continue;
            if (inner.ValueKind != JsonValueKind.String || outer.ValueKind != JsonValueKind.String || inner.ValueEquals(outer.GetString())) continue;
            findings.Report(SameNames, frame, $"{name} inside data is another one", outer.GetString()!, inner.GetString()!);
        }
    }

    private static void JudgePrices(FrameView frame, JsonElement data, FindingSink findings)
    {
        var (ltp, previous) = (Numbers.Read(data, "ltp"u8), Numbers.Read(data, "prev_close"u8));
        var (low, high) = (Numbers.Read(data, "low"u8), Numbers.Read(data, "high"u8));
        var (yearLow, yearHigh) = (Numbers.Read(data, "week_52_low"u8), Numbers.Read(data, "week_52_high"u8));
        Equal(Close, frame, data, "close", "prev_close", findings);
        Equal(DayRange, frame, data, "high", "day_high", findings);
        Equal(DayRange, frame, data, "low", "day_low", findings);
        if (yearLow > yearHigh) findings.Report(YearOrder, frame, "week_52_low is above week_52_high", $"at most {Numbers.Show(yearHigh.Value)}", Numbers.Show(yearLow.Value));
        if (previous is { } basis && ltp is { } last && Numbers.Read(data, "percent_change"u8) is { } percent && Numbers.Percent(last - basis, basis) is { } expected)
        {
            if (Math.Abs(percent - expected) > Rounding) findings.Report(Percent, frame, "percent_change is not the change from prev_close to ltp", Numbers.Show(decimal.Round(expected, 4)), Numbers.Show(percent));
        }

        // Before its first trade a stock has no range.
        if (Numbers.Read(data, "volume"u8) is null or <= 0) return;
        if (low > high) findings.Report(Range, frame, "low is above high", $"at most {Numbers.Show(high.Value)}", Numbers.Show(low.Value));
        else
        {
            Within(Range, frame, "ltp", ltp, "low", low, "high", high, findings);
            Within(Range, frame, "open", Numbers.Read(data, "open"u8), "low", low, "high", high, findings);
        }

        if (yearLow <= yearHigh) Within(InYear, frame, "ltp", ltp, "week_52_low", yearLow, "week_52_high", yearHigh, findings);
    }

    private void JudgeVolume(FrameView frame, JsonElement data, FindingSink findings)
    {
        if (Numbers.Read(data, "volume"u8) is not { } volume) return;
        if (volume < 0) findings.Report(VolumeSign, frame, "volume is below zero", "a number from 0", Numbers.Show(volume));
        if (OdinMessage.Text(data, "symbol"u8) is not { } symbol || DayOf(data) is not { } day) return;
        var volumes = _volumes.Of(frame.Connection);
        if (volumes.TryGetValue(symbol, out var before) && before.Day == day && volume < before.Volume)
        {
            findings.Report(VolumeGrows, frame, $"volume of {symbol} falls within a day", $"at least {Numbers.Show(before.Volume)}", Numbers.Show(volume));
        }

        if (volumes.Count < MostStocks) volumes[symbol] = (day, volume);
    }

    private static void JudgeTimes(FrameView frame, JsonElement data, FindingSink findings)
    {
        if (OdinMessage.Text(data, "last_updated"u8) is { } updated)
        {
            if (Instant().Match(updated) is not { Success: true } match || !DateTimeOffset.TryParse(updated, CultureInfo.InvariantCulture, out _))
            {
                findings.Report(Rfc3339, frame, "last_updated is written in another way", "a form like 2025-09-04T13:09:51.651469068+05:30", Short(updated));
            }
            else if (match.Groups["zone"].Value != "+05:30")
            {
                findings.Report(India, frame, "last_updated is in another zone", "+05:30", match.Groups["zone"].Value);
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["week_52_high_date", "week_52_low_date"])
        {
            if (OdinMessage.Text(data, System.Text.Encoding.UTF8.GetBytes(name)) is not { } date) continue;
            if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) findings.Report(Dates, frame, $"{name} is written in another way", "YYYY-MM-DD", Short(date));
        }
    }

    private static void Equal(string clause, FrameView frame, JsonElement data, string name, string twin, FindingSink findings)
    {
        if (!data.TryGetProperty(name, out var one) || !data.TryGetProperty(twin, out var other)) return;
        if (Numbers.Read(one) is { } value && Numbers.Read(other) is { } expected && value != expected) findings.Report(clause, frame, $"{name} differs from {twin}", Numbers.Show(expected), Numbers.Show(value));
    }

    private static void Within(string clause, FrameView frame, string name, decimal? value, string lowName, decimal? low, string highName, decimal? high, FindingSink findings)
    {
        if (value < low) findings.Report(clause, frame, $"{name} is below {lowName}", $"at least {Numbers.Show(low.Value)}", Numbers.Show(value.Value));
        else if (value > high) findings.Report(clause, frame, $"{name} is above {highName}", $"at most {Numbers.Show(high.Value)}", Numbers.Show(value.Value));
    }

    /// <summary>The day in India at which the data was made.</summary>
    private static DateOnly? DayOf(JsonElement data)
    {
        if (Numbers.Read(data, "timestamp"u8) is not { } time || time is < 0 or > 32_503_680_000_000m) return null;
        return DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds((long)time).ToOffset(IndiaOffset).DateTime);
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,20})?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Instant();
}
