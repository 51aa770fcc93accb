using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech.Tse.Channels;

/// <summary>§6.5: who bought and sold today.</summary>
internal sealed class InvestorsChannel() : TseChannel("institutional-vs-individual", MarketChange.Investors)
{
    public override void WriteData(Utf8JsonWriter json, Listing listing, EngineTime clock)
    {
        var flows = listing.Investors;
        json.WriteNumber("buy_count_individual"u8, flows.BuyCountIndividual);
        json.WriteNumber("buy_volume_individual"u8, (long)flows.BuyVolumeIndividual);
        json.WriteNumber("buy_count_institution"u8, flows.BuyCountInstitution);
        json.WriteNumber("buy_volume_institution"u8, (long)flows.BuyVolumeInstitution);
        json.WriteNumber("sell_count_individual"u8, flows.SellCountIndividual);
        json.WriteNumber("sell_volume_individual"u8, (long)flows.SellVolumeIndividual);
        json.WriteNumber("sell_count_institution"u8, flows.SellCountInstitution);
        json.WriteNumber("sell_volume_institution"u8, (long)flows.SellVolumeInstitution);
    }
}
