using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech.Tse.Channels;

/// <summary>§6.1: the best levels of both sides, numbered from "1". Prices in rial, integers.</summary>
internal sealed class BestLimitChannel() : TseChannel("best-limit", MarketChange.Book)
{
    private const int Levels = 5;
    private static readonly JsonEncodedText[] Numbers = [.. Enumerable.Range(1, Levels).Select(level => JsonEncodedText.Encode(FormattableString.Invariant($"{level}")))];

    public override void WriteData(Utf8JsonWriter json, Listing listing, EngineTime clock)
    {
        var bids = listing.Book.Bids;
        var asks = listing.Book.Asks;
        for (var i = 0; i < Math.Min(Levels, Math.Max(bids.Count, asks.Count)); i++)
        {
            var bid = i < bids.Count ? bids[i] : default;
            var ask = i < asks.Count ? asks[i] : default;
            json.WriteStartObject(Numbers[i]);
            json.WriteNumber("buy_order_count"u8, bid.Orders);
            json.WriteNumber("buy_quantity"u8, (long)bid.Quantity);
            json.WriteNumber("buy_price"u8, (long)bid.Price);
            json.WriteNumber("sell_order_count"u8, ask.Orders);
            json.WriteNumber("sell_quantity"u8, (long)ask.Quantity);
            json.WriteNumber("sell_price"u8, (long)ask.Price);
            json.WriteEndObject();
        }
    }
}
