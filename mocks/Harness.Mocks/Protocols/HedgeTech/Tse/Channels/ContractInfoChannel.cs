using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech.Tse.Channels;

/// <summary>§6.6: open interest and the margins of one contract, in rial. Only derivatives have it.</summary>
internal sealed class ContractInfoChannel() : TseChannel("contract-info", MarketChange.OpenInterest)
{
    public override bool IsOfferedBy(Listing listing) => listing.OpenInterest is not null;

    public override void WriteData(Utf8JsonWriter json, Listing listing, EngineTime clock)
    {
        json.WriteNumber("open_interest"u8, listing.OpenInterest!.Contracts);
        json.WriteNumber("initial_margin"u8, listing.Instrument.InitialMargin ?? 0);
        json.WriteNumber("required_margin"u8, listing.Instrument.RequiredMargin ?? 0);
    }
}
