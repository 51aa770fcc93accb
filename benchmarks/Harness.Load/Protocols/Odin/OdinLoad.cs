using System.Text;
using Harness.Load.Clients;
using Harness.Load.Receiving;

namespace Harness.Load.Protocols.Odin;

/// <summary>Odin Streamer: subscribes by message; a round trip is its ping.</summary>
internal sealed class OdinLoad : ILoadProtocol
{
    public string Protocol => "odin";

    public string RoundTrip => "ping until pong";

    public string? NoRoundTrips(LoadOptions options) => null;

    public void Begin(LoadClient client) => client.Send($$"""{"action":"subscribe","stocks":[{{client.SymbolList}}]}""");

    public void Ask(LoadClient client) => client.Send("""{"action":"ping"}""");

    public Reading Read(LoadClient client, ReadOnlySpan<byte> message)
    {
        var type = JsonBytes.First(message, "\"type\""u8);
        // The data has a time of its own, the exchange's; the message's comes last.
        if (type.SequenceEqual("market_data"u8)) return Reading.OfMillis(JsonBytes.Number(JsonBytes.Last(message, "\"timestamp\""u8)), client.Now, Reading.Hash(JsonBytes.First(message, "\"symbol\""u8)));
        if (type.SequenceEqual("pong"u8)) client.Answered();
        else if (type.SequenceEqual("error"u8)) client.Fail($"error: {Encoding.UTF8.GetString(JsonBytes.First(message, "\"message\""u8))}");
        return Reading.Other;
    }
}
