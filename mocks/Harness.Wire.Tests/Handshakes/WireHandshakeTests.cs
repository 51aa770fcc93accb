using Harness.Wire.Handshakes;

namespace Harness.Wire.Tests.Handshakes;

public sealed class WireHandshakeTests
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["Upgrade"] = "websocket",
        ["Connection"] = "keep-alive, Upgrade",
        ["Sec-WebSocket-Version"] = "13",
        ["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ==",
    };

    /// <summary>The example of RFC 6455 §1.3.</summary>
    [Fact]
    public void Accept_key_is_the_documented_one()
    {
        WireHandshake.AcceptKey("dGhlIHNhbXBsZSBub25jZQ==").ShouldBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        WireHandshake.Validate("GET", Good.GetValueOrDefault, out var acceptKey).ShouldBeNull();
        acceptKey.ShouldBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    [Theory]
    [InlineData("Upgrade", null, 400, "The Upgrade header must be 'websocket', but is missing.")]
    [InlineData("Upgrade", "h2c", 400, "The Upgrade header must be 'websocket', but is 'h2c'.")]
    [InlineData("Connection", "keep-alive", 400, "The Connection header must contain 'Upgrade', but is 'keep-alive'.")]
    [InlineData("Connection", "upgraded", 400, "The Connection header must contain 'Upgrade', but is 'upgraded'.")]
    [InlineData("Sec-WebSocket-Version", null, 426, "The Sec-WebSocket-Version header must be 13, but is missing.")]
    [InlineData("Sec-WebSocket-Version", "8", 426, "The Sec-WebSocket-Version header must be 13, but is '8'.")]
    [InlineData("Sec-WebSocket-Key", null, 400, "The Sec-WebSocket-Key header must be 16 bytes in base64, but is missing.")]
    [InlineData("Sec-WebSocket-Key", "c2hvcnQ=", 400, "The Sec-WebSocket-Key header must be 16 bytes in base64, but is 'c2hvcnQ='.")]
    [InlineData("Sec-WebSocket-Key", "!!!!IHNhbXBsZSBub25jZQ==", 400, "The Sec-WebSocket-Key header must be 16 bytes in base64, but is '!!!!IHNhbXBsZSBub25jZQ=='.")]
    [InlineData("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQAA", 400, "The Sec-WebSocket-Key header must be 16 bytes in base64, but is 'dGhlIHNhbXBsZSBub25jZQAA'.")]
    public void Request_with_a_wrong_header_is_refused_with_the_reason(string name, string? value, int status, string message)
    {
        var refusal = WireHandshake.Validate("GET", header => header == name ? value : Good.GetValueOrDefault(header), out var acceptKey);
        refusal.ShouldNotBeNull();
        (refusal.Status, refusal.Message).ShouldBe((status, message));
        acceptKey.ShouldBeEmpty();
        refusal.Headers.Any(header => header is { Key: "Sec-WebSocket-Version", Value: "13" }).ShouldBe(status == 426);
    }

    [Fact]
    public void Request_that_is_not_a_get_is_refused() =>
        WireHandshake.Validate("POST", Good.GetValueOrDefault, out _)!.Message.ShouldBe("A WebSocket handshake is a GET request, but this is 'POST'.");

    [Fact]
    public void Tokens_are_compared_without_case() =>
        WireHandshake.Validate("GET", header => header switch { "Upgrade" => "WebSocket", "Connection" => "UPGRADE", _ => Good.GetValueOrDefault(header) }, out _).ShouldBeNull();

    [Fact]
    public void Refusal_shows_no_more_than_the_beginning_of_a_long_header() =>
        WireHandshake.Validate("GET", header => header == "Upgrade" ? new string('x', 10_000) : Good.GetValueOrDefault(header), out _)!.Message.Length.ShouldBeLessThan(200);
}
