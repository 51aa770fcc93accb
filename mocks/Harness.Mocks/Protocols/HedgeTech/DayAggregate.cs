using System.Globalization;
using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech;

/// <summary>The day's figures, which both data engines word alike (TSE and IFB §6.4, IME §8.2). Prices and value in rial, integers.</summary>
internal static class DayAggregate
{
    public static void Write(Utf8JsonWriter json, Listing listing, EngineTime clock)
    {
        var day = listing.Day;
        var time = clock.Of(listing.LastTrade.Time);
        json.WriteString("date"u8, time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("time"u8, time.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        json.WriteNumber("trade_count"u8, day.TradeCount);
        json.WriteNumber("total_volume"u8, (long)day.Volume);
        json.WriteNumber("total_value"u8, decimal.Truncate(day.Value));
        json.WriteNumber("closing_price"u8, (long)day.ClosingPrice);
        json.WriteNumber("last_price"u8, (long)day.Last);
        json.WriteNumber("low_price"u8, (long)day.Low);
        json.WriteNumber("high_price"u8, (long)day.High);
        json.WriteNumber("open_price"u8, (long)day.Open);
        json.WriteNumber("previous_close"u8, (long)day.PreviousClose);
    }
}
