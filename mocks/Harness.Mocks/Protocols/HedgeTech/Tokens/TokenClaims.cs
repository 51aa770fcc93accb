using System.Text.Json.Serialization;

namespace Harness.Mocks.Protocols.HedgeTech.Tokens;

/// <summary>What a token of the mock says. Times are seconds since the epoch, UTC.</summary>
/// <param name="Subject">User name.</param>
/// <param name="IssuedAt">Issued at.</param>
/// <param name="Expires">Expires at.</param>
/// <param name="Id">Unique per token of a run.</param>
/// <param name="Address">Address that asked for it; loopback has one spelling.</param>
/// <param name="Agent">User-Agent that asked for it.</param>
internal sealed record TokenClaims(
    [property: JsonPropertyName("sub")] string Subject,
    [property: JsonPropertyName("iat")] long IssuedAt,
    [property: JsonPropertyName("exp")] long Expires,
    [property: JsonPropertyName("jti")] string Id,
    [property: JsonPropertyName("ip")] string? Address,
    [property: JsonPropertyName("ua")] string? Agent);

[JsonSerializable(typeof(TokenClaims))]
internal sealed partial class TokenJson : JsonSerializerContext;
