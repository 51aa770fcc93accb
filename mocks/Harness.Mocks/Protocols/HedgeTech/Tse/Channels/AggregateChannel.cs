using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech.Tse.Channels;

/// <summary>§6.4: the day so far. Date and time are those of the last trade.</summary>
internal sealed class AggregateChannel() : TseChannel("aggregate", MarketChange.Day)
{
    public override void WriteData(Utf8JsonWriter json, Listing listing, EngineTime clock) => DayAggregate.Write(json, listing, clock);
}
