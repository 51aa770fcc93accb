using Harness.Load.Clients;

namespace Harness.Load.Protocols.HedgeTech;

/// <summary>The IME document: the handshake subscribes, and the server talks.</summary>
internal sealed class ImeLoad : ILoadProtocol
{
    public string Protocol => "ht-ime";

    public string RoundTrip => "";

    public string? NoRoundTrips(LoadOptions options) => Stream.Silent;

    public void Begin(LoadClient client)
    {
        // Everything stood in the handshake.
    }

    public Reading Read(LoadClient client, ReadOnlySpan<byte> message) => Stream.Read(client, message, "\"contractId\""u8, "\"contractName\""u8);
}
