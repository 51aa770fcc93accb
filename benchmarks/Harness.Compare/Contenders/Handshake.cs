namespace Harness.Compare.Contenders;

/// <summary>A client's half of the handshake, as text.</summary>
internal static class Handshake
{
    public static string For(string target, string headers = "") =>
        $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n";
}
