using System.Text;
using Harness.Load.Clients;
using Harness.Load.Receiving;

namespace Harness.Load.Protocols.HedgeTech;

/// <summary>
/// Both HedgeTech documents: the handshake subscribes, and the server talks. A message tells its time in ISO 8601, in a zone that the TSE document leaves
/// open, before its data.
/// </summary>
/// <param name="protocol">The slug.</param>
/// <param name="symbol">The field that tells what a message is about, by id.</param>
/// <param name="name">The same by name.</param>
internal sealed class HedgeTechLoad(string protocol, string symbol, string name) : ILoadProtocol
{
    private readonly byte[] _symbol = Encoding.UTF8.GetBytes($"\"{symbol}\"");
    private readonly byte[] _name = Encoding.UTF8.GetBytes($"\"{name}\"");

    public string Protocol => protocol;

    public string RoundTrip => "";

    public string? NoRoundTrips(LoadOptions options) => "the document has nothing that a client may ask for";

    public void Begin(LoadClient client)
    {
        // Everything stood in the handshake.
    }

    public Reading Read(LoadClient client, ReadOnlySpan<byte> message)
    {
        var named = JsonBytes.First(message, _symbol);
        if (named.IsEmpty) named = JsonBytes.First(message, _name);
        var stream = Reading.Hash(JsonBytes.First(message, "\"channel\""u8), Reading.Hash(named));
        return IsoClock.Micros(JsonBytes.First(message, "\"timestamp\""u8)) is { } sent
            ? new Reading(true, sent, IsoClock.Since(sent, client.Now), stream)
            : new Reading(true, null, 0, stream);
    }
}
