using System.Globalization;
using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.Odin.Messages;

/// <summary>A stock as it stands (Real-Time Data Format). Prices in rupees; volumes in pieces; timestamps in ms since the epoch.</summary>
internal static class MarketData
{
    /// <summary>Writes the members of the message.</summary>
    /// <param name="json">Inside the message's object.</param>
    /// <param name="stock">What it is about.</param>
    /// <param name="change">What has just happened; nothing, where the message only shows how things stand.</param>
    /// <param name="now">When it is sent.</param>
    public static void Write(Utf8JsonWriter json, OdinStock stock, MarketChange change, DateTimeOffset now)
    {
        json.WriteString("type"u8, "market_data"u8);
        WriteNames(json, stock);
        json.WriteStartObject("data"u8);
        WriteNames(json, stock);
        WriteFacts(json, stock.Listing, change, now);
        json.WriteEndObject();
        json.WriteNumber("timestamp"u8, now.ToUnixTimeMilliseconds());
    }

    private static void WriteNames(Utf8JsonWriter json, OdinStock stock)
    {
        json.WriteString("symbol"u8, stock.Symbol);
        json.WriteString("token"u8, stock.Token);
        json.WriteString("exchange"u8, stock.Exchange);
    }

    private static void WriteFacts(Utf8JsonWriter json, Listing listing, MarketChange change, DateTimeOffset now)
    {
        var day = listing.Day;
        var year = listing.Year;
        var setsExtreme = change.HasFlag(MarketChange.YearRange);
        OdinJson.WritePrice(json, "ltp"u8, day.Last);
        OdinJson.WritePrice(json, "open"u8, day.Open);
        OdinJson.WritePrice(json, "high"u8, day.High);
        OdinJson.WritePrice(json, "low"u8, day.Low);
        OdinJson.WritePrice(json, "close"u8, day.PreviousClose);
        OdinJson.WritePrice(json, "prev_close"u8, day.PreviousClose);
        json.WriteNumber("volume"u8, (long)day.Volume);
        json.WriteNumber("percent_change"u8, ((double)day.Last - (double)day.PreviousClose) / (double)day.PreviousClose * 100);
        OdinJson.WritePrice(json, "week_52_high"u8, year.High);
        OdinJson.WritePrice(json, "week_52_low"u8, year.Low);
        json.WriteString("week_52_high_date"u8, Date(year.HighDate));
        json.WriteString("week_52_low_date"u8, Date(year.LowDate));
        OdinJson.WritePrice(json, "day_high"u8, day.High);
        OdinJson.WritePrice(json, "day_low"u8, day.Low);
        json.WriteNumber("avg_volume_5d"u8, listing.AverageVolume);
        json.WriteNumber("timestamp"u8, listing.LastTrade.Time.ToUnixTimeMilliseconds());
        json.WriteString("last_updated"u8, IndiaTime.Rfc3339(now));
        json.WriteBoolean("is_new_week_52_high"u8, setsExtreme && year.IsNewHigh);
        json.WriteBoolean("is_new_week_52_low"u8, setsExtreme && year.IsNewLow);
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
