using Harness.Mocks.Server.InProcess;
using Harness.Wire.Transports;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harness.Mocks.Server;

/// <summary>What carries the frames of a peer whose handshake was accepted.</summary>
internal static class PeerTransport
{
    /// <summary>Frames go past Kestrel, straight to the socket, unless TLS lies between them or there is none.</summary>
    /// <param name="context">The handshake.</param>
    /// <param name="stream">What the handshake became.</param>
    /// <param name="mayPassKestrel">
    /// False in somebody else's app: there a flush may end before the bytes are in the socket's hands, and what is written past Kestrel could overtake the 101.
    /// </param>
    public static WireTransport Of(HttpContext context, Stream stream, bool mayPassKestrel = true) =>
        mayPassKestrel && context.Features.Get<IConnectionSocketFeature>() is { } tcp && context.Features.Get<ITlsConnectionFeature>() is null
            ? new DirectSocketTransport(stream, tcp.Socket)
            : new StreamTransport(stream, abort: context.Abort, reset: context.Features.Get<IPeerResetFeature>() is { } peer ? peer.Reset : null);
}
