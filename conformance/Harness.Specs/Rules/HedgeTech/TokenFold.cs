using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>What the token endpoint answers to a good login: a JWT in a JSON object.</summary>
internal sealed class TokenFold(RuleContext context, TokenClauses clauses) : Fold
{
    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Http, From: Party.Server, Frame.Http: { Status: { } status } response }) return;
        if (!HedgeTechSession.IsTokenRequest(frame.Connection) || frame.Connection.Request is not { Method: "POST" }) return;
        findings.Applied();
        if (status is >= 200 and < 300) JudgeSuccess(frame, status, response.Body, findings);
        else if (status is 404 or 405 or >= 500 or (>= 300 and < 400))
        {
            findings.Report(clauses.Issued, frame, "The token endpoint does not serve logins", "a token, or a refusal that names its reason", $"HTTP {status}");
        }
    }

    private void JudgeSuccess(FrameView frame, int status, string? body, FindingSink findings)
    {
        var expected = context.Stances["ht.token-status"];
        if (status.ToString(System.Globalization.CultureInfo.InvariantCulture) != expected)
        {
            findings.Report(clauses.Status, frame, "A good login is answered with another status", $"HTTP {expected}", $"HTTP {status}");
        }

        if (ReadToken(body, out var actual) is not { } token)
        {
            findings.Report(clauses.Shape, frame, "The answer to a good login holds no token", """a JSON object with the string member "Authorization" """.Trim(), actual);
            return;
        }

        if (context.ReadJwt(token) is not { } jwt)
        {
            findings.Report(clauses.Jwt, frame, "The issued token is no JWT", "three base64url parts joined by dots, the first a JSON header", "a token of another form");
            return;
        }

        if (jwt.Algorithm != "HS256")
        {
            findings.Report(clauses.Algorithm, frame, "The issued token is signed in another way", "alg HS256", jwt.Algorithm is null ? "no alg" : $"alg {jwt.Algorithm}");
        }
    }

    private static string? ReadToken(string? body, out string actual)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? "");
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object) actual = $"a JSON {root.ValueKind.ToString().ToLowerInvariant()}";
            else if (!root.TryGetProperty("Authorization", out var token)) actual = $"the members {string.Join(", ", root.EnumerateObject().Take(8).Select(member => member.Name))}";
            else if (token.ValueKind != JsonValueKind.String) actual = $"Authorization as {token.ValueKind.ToString().ToLowerInvariant()}";
            else if (token.GetString() is { Length: > 0 } value)
            {
                actual = "";
                return value;
            }
            else actual = "an empty Authorization";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            actual = string.IsNullOrEmpty(body) ? "an empty body" : "a body that is no JSON";
        }

        return null;
    }
}

/// <summary>The clauses of <see cref="TokenFold"/>: a POST there issues tokens; shape of the answer; it is a JWT; status; algorithm.</summary>
internal sealed record TokenClauses(string Issued, string Shape, string Jwt, string Status, string Algorithm) : ClauseSet;
