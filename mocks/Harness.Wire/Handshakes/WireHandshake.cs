using System.Security.Cryptography;
using System.Text;

namespace Harness.Wire.Handshakes;

/// <summary>The opening handshake of RFC 6455 §4, both sides. No extension and no subprotocol is ever offered or accepted by itself.</summary>
public static class WireHandshake
{
    /// <summary>The only version there is.</summary>
    public const string Version = "13";

    /// <summary>A key is 16 random bytes in base64.</summary>
    internal const int KeyBytes = 16;

    /// <summary>The value of <c>Sec-WebSocket-Accept</c> for a client's <c>Sec-WebSocket-Key</c> (§4.2.2).</summary>
    public static string AcceptKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
#pragma warning disable CA5350 // The protocol says SHA-1; it proves that the key was read, and protects nothing.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }

    /// <summary>Checks an upgrade request as a server must (§4.2.1).</summary>
    /// <param name="header">All values of a header, joined by commas; null if it is not there.</param>
    /// <param name="acceptKey">The value for <c>Sec-WebSocket-Accept</c>; empty with a refusal.</param>
    /// <returns>Null if the request is in order.</returns>
    public static UpgradeRefusal? Validate(string method, Func<string, string?> header, out string acceptKey)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(header);
        acceptKey = "";
        if (method != "GET") return BadRequest($"A WebSocket handshake is a GET request, but this is {Shown(method)}.");
        if (!HasToken(header("Upgrade"), "websocket")) return BadRequest($"The Upgrade header must be 'websocket', but is {Shown(header("Upgrade"))}.");
        if (!HasToken(header("Connection"), "Upgrade")) return BadRequest($"The Connection header must contain 'Upgrade', but is {Shown(header("Connection"))}.");
        if (header("Sec-WebSocket-Version")?.Trim() != Version)
        {
            var message = $"The Sec-WebSocket-Version header must be {Version}, but is {Shown(header("Sec-WebSocket-Version"))}.";
            return new UpgradeRefusal(426, message, [new("Sec-WebSocket-Version", Version)]);
        }

        var key = header("Sec-WebSocket-Key")?.Trim();
        if (!IsKey(key)) return BadRequest($"The Sec-WebSocket-Key header must be {KeyBytes} bytes in base64, but is {Shown(key)}.");
        acceptKey = AcceptKey(key!);
        return null;
    }

    /// <summary>Makes the handshake as a client.</summary>
    /// <returns>What came of it; only dialling itself throws.</returns>
    /// <exception cref="ArgumentException">The address or a header cannot be sent.</exception>
    /// <exception cref="IOException">The server cannot be reached, or TLS failed.</exception>
    public static Task<UpgradeResult> ConnectAsync(UpgradeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Url.Scheme is "ws" or "wss") return new UpgradeClient(request).ConnectAsync(cancellationToken);
        throw new ArgumentException($"A WebSocket address begins with ws:// or wss://, but this is {request.Url}.", nameof(request));
    }

    /// <summary>Makes the handshake for somebody else: what a 101 leads to is handed over as it is, and so is a 101 that should be failed.</summary>
    /// <inheritdoc cref="ConnectAsync" path="/exception"/>
    public static Task<UpgradeAnswer> AskAsync(UpgradeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Url.Scheme is "ws" or "wss") return new UpgradeClient(request).AskAsync(cancellationToken);
        throw new ArgumentException($"A WebSocket address begins with ws:// or wss://, but this is {request.Url}.", nameof(request));
    }

    /// <summary>Whether a comma-separated header names a token, in any case.</summary>
    internal static bool HasToken(string? header, string token)
    {
        foreach (var part in header.AsSpan().Split(','))
        {
            if (header.AsSpan(part).Trim().Equals(token, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>What a peer wrote, quoted and cut to a length that fits into a message.</summary>
    internal static string Shown(string? value) => value switch
    {
        null => "missing",
        { Length: > 60 } => $"'{value[..60]}…'",
        _ => $"'{value}'",
    };

    private static bool IsKey(string? key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes + 2];
        return key is { Length: 24 } && Convert.TryFromBase64String(key, bytes, out var length) && length == KeyBytes;
    }

    private static UpgradeRefusal BadRequest(string message) => new(400, message, []);
}
