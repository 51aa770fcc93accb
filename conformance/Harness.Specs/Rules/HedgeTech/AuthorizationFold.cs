using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>How a client carries its token into the handshake: in the Authorization header, as it was issued, with nothing around it.</summary>
internal sealed class AuthorizationFold(HedgeTechSession session, AuthorizationClauses clauses) : Fold
{
    private const string Bare = "Authorization: <token>, the token as it was issued";
    private static readonly string[] TokenNames = ["authorization", "token", "access_token", "jwt", "auth"];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Open, From: Party.Client } || session.Of(frame.Connection) is not { } request) return;
        findings.Applied();
        if (request.Credential is not { Secret.Length: > 0 } credential)
        {
            findings.Report(clauses.Header, frame, "The handshake carries no token", Bare, Elsewhere(request.Http));
        }
        else if (request.IsAsIssued)
        {
            // The form of what was issued is the server's affair.
        }
        else if (credential.Scheme.Length > 0)
        {
            findings.Report(
                clauses.Bare, frame, $"The handshake puts \"{credential.Scheme}\" before the token", Bare, $"Authorization: {credential.Scheme} <token>");
        }
        else if (credential.Secret[0] == '"')
        {
            findings.Report(clauses.Bare, frame, "The handshake carries the token in quotation marks", Bare, "Authorization: \"<token>\"");
        }
    }

    /// <summary>Where the token went instead. The value itself is a secret and is not quoted.</summary>
    private static string Elsewhere(HttpExchange http)
    {
        foreach (var (name, _) in http.Query)
        {
            if (TokenNames.Contains(name, StringComparer.OrdinalIgnoreCase)) return $"no Authorization header, and a query parameter {name}";
        }

        return http.Header("Authorization") is null ? "no Authorization header" : "an empty Authorization header";
    }
}

/// <summary>The clauses of <see cref="AuthorizationFold"/>: the header is there; nothing stands around the token.</summary>
internal sealed record AuthorizationClauses(string Header, string Bare) : ClauseSet;
