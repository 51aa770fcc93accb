using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech.Ime.Sections;

/// <summary>§8.1: the best three levels of both sides, numbered from "1", without order counts. Prices in rial, integers.</summary>
internal static class BestLimitSection
{
    private static readonly JsonEncodedText[] Numbers = [JsonEncodedText.Encode("1"), JsonEncodedText.Encode("2"), JsonEncodedText.Encode("3")];

    public static void Write(Utf8JsonWriter json, Listing listing)
    {
        var bids = listing.Book.Bids;
        var asks = listing.Book.Asks;
        json.WriteStartObject("BestLimit"u8);
        for (var i = 0; i < Math.Min(Numbers.Length, Math.Max(bids.Count, asks.Count)); i++)
        {
            var bid = i < bids.Count ? bids[i] : default;
            var ask = i < asks.Count ? asks[i] : default;
            json.WriteStartObject(Numbers[i]);
            json.WriteNumber("buy_quantity"u8, (long)bid.Quantity);
            json.WriteNumber("buy_price"u8, (long)bid.Price);
            json.WriteNumber("sell_quantity"u8, (long)ask.Quantity);
            json.WriteNumber("sell_price"u8, (long)ask.Price);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
