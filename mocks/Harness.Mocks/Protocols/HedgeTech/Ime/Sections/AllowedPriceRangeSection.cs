using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech.Ime.Sections;

/// <summary>§8.3: the prices that may be traded today, in rial.</summary>
internal static class AllowedPriceRangeSection
{
    public static void Write(Utf8JsonWriter json, Listing listing)
    {
        // Every contract of the catalogue has a band; one without would be bounded by its own day.
        var range = listing.AllowedRange ?? new PriceRange(listing.Day.Low, listing.Day.High);
        json.WriteStartObject("AllowedPriceRange"u8);
        json.WriteNumber("minAllowedPrice"u8, (long)range.Low);
        json.WriteNumber("maxAllowedPrice"u8, (long)range.High);
        json.WriteEndObject();
    }
}
