using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.Virtuoso.Messages;

/// <summary>Market Data Channel: last price, best quotes, and the day so far. Prices in the quote currency, volume in the base currency.</summary>
internal static class TickerData
{
    public static void Write(Utf8JsonWriter json, Listing listing, DateTimeOffset now)
    {
        json.WriteNumber("price"u8, listing.Day.Last);
        json.WriteNumber("volume"u8, listing.Day.Volume);
        json.WriteNumber("timestamp"u8, now.ToUnixTimeMilliseconds());
        json.WriteNumber("bid"u8, listing.Book.Bids.Best.Price);
        json.WriteNumber("ask"u8, listing.Book.Asks.Best.Price);
        json.WriteNumber("high"u8, listing.Day.High);
        json.WriteNumber("low"u8, listing.Day.Low);
    }
}
