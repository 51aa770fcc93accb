using System.Text.Json;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.HedgeTech.Tse.Channels;

/// <summary>§6.3: the running minute. Prices are floats with at least one decimal (<c>10000.0</c>), the volume is an integer.</summary>
internal sealed class OhlcvChannel() : TseChannel("ohlcv-last-1m", MarketChange.Candle)
{
    public override void WriteData(Utf8JsonWriter json, Listing listing, EngineTime clock)
    {
        var candle = listing.Candle;
        json.WriteFloat("open"u8, candle.Open);
        json.WriteFloat("high"u8, candle.High);
        json.WriteFloat("low"u8, candle.Low);
        json.WriteFloat("close"u8, candle.Close);
        json.WriteNumber("volume"u8, (long)candle.Volume);
    }
}
