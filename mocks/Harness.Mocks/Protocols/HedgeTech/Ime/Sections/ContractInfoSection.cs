using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech.Ime.Sections;

/// <summary>§8.4: open contracts, and their change since yesterday.</summary>
internal static class ContractInfoSection
{
    public static void Write(Utf8JsonWriter json, Listing listing)
    {
        json.WriteStartObject("ContractInfo"u8);
        json.WriteNumber("open_interest"u8, listing.OpenInterest?.Contracts ?? 0);
        json.WriteNumber("open_interest_changes"u8, listing.OpenInterest?.Change ?? 0);
        json.WriteEndObject();
    }
}
