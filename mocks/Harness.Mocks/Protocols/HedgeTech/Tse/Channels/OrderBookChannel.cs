using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech.Tse.Channels;

/// <summary>§6.2: every aggregated level, Buy from the highest price down, Sell from the lowest up.</summary>
internal sealed class OrderBookChannel() : TseChannel("order-book", MarketChange.Book)
{
    public override void WriteData(Utf8JsonWriter json, Listing listing, EngineTime clock)
    {
        WriteSide(json, "Buy"u8, listing.Book.Bids);
        WriteSide(json, "Sell"u8, listing.Book.Asks);
    }

    private static void WriteSide(Utf8JsonWriter json, ReadOnlySpan<byte> name, BookSide side)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < side.Count; i++)
        {
            var level = side[i];
            json.WriteStartObject();
            json.WriteNumber("price"u8, (long)level.Price);
            json.WriteNumber("quantity"u8, (long)level.Quantity);
            json.WriteNumber("count"u8, level.Orders);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
