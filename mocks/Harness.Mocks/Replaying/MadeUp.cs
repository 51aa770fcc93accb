using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Harness.Fixtures.Transcripts.Redaction;

namespace Harness.Mocks.Replaying;

/// <summary>Something in the place of a secret that nobody knows any more: it looks like one and opens nothing.</summary>
internal static class MadeUp
{
    private const long Day = 24 * 60 * 60;

    /// <param name="mark">The mark with its facts: a JWT keeps its algorithm and its lifetime, and is issued now.</param>
    public static string For(string mark)
    {
        if (JwtFacts.Read(mark) is not { } facts) return $"replayed-{mark.Split(';')[0].Split(':')[^1]}";
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var lifetime = facts is { IssuedAt: { } issued, Expires: { } expires } ? expires - issued : Day;
        var header = new JsonObject { ["alg"] = facts.Algorithm ?? "HS256", ["typ"] = "JWT" };
        var claims = new JsonObject { ["sub"] = "replayed", ["iat"] = now, ["exp"] = now + lifetime };
        return $"{Encode(header)}.{Encode(claims)}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(mark.Split(';')[0]))}";
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
