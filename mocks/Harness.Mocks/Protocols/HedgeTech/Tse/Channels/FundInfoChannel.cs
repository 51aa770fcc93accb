using System.Globalization;
using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech.Tse.Channels;

/// <summary>§6.7: a fund's net asset value and size. <c>as_of</c> is UTC with milliseconds and a Z. Only funds have it.</summary>
internal sealed class FundInfoChannel() : TseChannel("fund-info", MarketChange.Nav)
{
    public override bool IsOfferedBy(Listing listing) => listing.Fund is not null;

    public override void WriteData(Utf8JsonWriter json, Listing listing, EngineTime clock)
    {
        var fund = listing.Fund!;
        json.WriteNumber("nav"u8, fund.Nav);
        json.WriteNumber("units"u8, fund.Units);
        json.WriteNumber("marketCap"u8, fund.MarketCapitalisation);
        json.WriteString("as_of"u8, fund.AsOf.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
