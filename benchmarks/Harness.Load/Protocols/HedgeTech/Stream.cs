using Harness.Load.Clients;
using Harness.Load.Receiving;

namespace Harness.Load.Protocols.HedgeTech;

/// <summary>Both HedgeTech streams: a message tells its time in ISO 8601, in a zone that the TSE document leaves open, before its data.</summary>
internal static class Stream
{
    public const string Silent = "the document has nothing that a client may ask for";

    public static Reading Read(LoadClient client, ReadOnlySpan<byte> message, ReadOnlySpan<byte> symbol, ReadOnlySpan<byte> name)
    {
        var named = JsonBytes.First(message, symbol);
        if (named.IsEmpty) named = JsonBytes.First(message, name);
        var stream = Reading.Hash(JsonBytes.First(message, "\"channel\""u8), Reading.Hash(named));
        return IsoClock.Micros(JsonBytes.First(message, "\"timestamp\""u8)) is { } sent
            ? new Reading(true, sent, IsoClock.Since(sent, client.Now), stream)
            : new Reading(true, null, 0, stream);
    }
}
