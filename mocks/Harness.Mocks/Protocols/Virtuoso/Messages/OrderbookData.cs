using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.Virtuoso.Messages;

/// <summary>Orderbook Channel: the whole book down to the depth asked for, bids from the highest, asks from the lowest; each level is [price, amount].</summary>
internal static class OrderbookData
{
    public static void Write(Utf8JsonWriter json, Listing listing, int depth, DateTimeOffset now)
    {
        WriteSide(json, "bids"u8, listing.Book.Bids, depth);
        WriteSide(json, "asks"u8, listing.Book.Asks, depth);
        json.WriteNumber("timestamp"u8, now.ToUnixTimeMilliseconds());
    }

    private static void WriteSide(Utf8JsonWriter json, ReadOnlySpan<byte> name, BookSide side, int depth)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < Math.Min(depth, side.Count); i++)
        {
            json.WriteStartArray();
            json.WriteNumberValue(side[i].Price);
            json.WriteNumberValue(side[i].Quantity);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
