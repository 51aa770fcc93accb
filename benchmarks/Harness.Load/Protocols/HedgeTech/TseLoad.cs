using Harness.Load.Clients;

namespace Harness.Load.Protocols.HedgeTech;

/// <summary>The TSE and IFB document: the handshake subscribes, and the server talks.</summary>
internal sealed class TseLoad : ILoadProtocol
{
    public string Protocol => "ht-tse";

    public string RoundTrip => "";

    public string? NoRoundTrips(LoadOptions options) => Stream.Silent;

    public void Begin(LoadClient client)
    {
        // Everything stood in the handshake.
    }

    public Reading Read(LoadClient client, ReadOnlySpan<byte> message) => Stream.Read(client, message, "\"symbolIsin\""u8, "\"symbolName\""u8);
}
