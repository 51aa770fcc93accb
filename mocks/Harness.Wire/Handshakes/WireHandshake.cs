namespace Harness.Wire.Handshakes;

/// <summary>The opening handshake of RFC 6455 §4, both sides. No extension and no subprotocol is ever offered or accepted by itself.</summary>
public static class WireHandshake
{
    /// <summary>The only version there is.</summary>
    public const string Version = "13";

    /// <summary>The value of <c>Sec-WebSocket-Accept</c> for a client's <c>Sec-WebSocket-Key</c> (§4.2.2).</summary>
    public static string AcceptKey(string key) => throw new NotSupportedException();

    /// <summary>Checks an upgrade request as a server must (§4.2.1).</summary>
    /// <param name="header">All values of a header, joined by commas; null if it is not there.</param>
    /// <param name="acceptKey">The value for <c>Sec-WebSocket-Accept</c>; empty with a refusal.</param>
    /// <returns>Null if the request is in order.</returns>
    public static UpgradeRefusal? Validate(string method, Func<string, string?> header, out string acceptKey) => throw new NotSupportedException();

    /// <summary>Makes the handshake as a client.</summary>
    /// <returns>What came of it; only dialling itself throws.</returns>
    /// <exception cref="IOException">The server cannot be reached, or TLS failed.</exception>
    public static Task<UpgradeResult> ConnectAsync(UpgradeRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
}
