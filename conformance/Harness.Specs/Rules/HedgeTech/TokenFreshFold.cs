using System.Globalization;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>
/// A client looks at its JWT before it subscribes: one that is no JWT, or has expired, cannot be accepted. Who was given a token and sends something that
/// is none does not send what it was given.
/// </summary>
internal sealed class TokenFreshFold(RuleContext context, HedgeTechSession session, string clause, string asIssued) : Fold
{
    /// <summary>Two clocks are never quite the same.</summary>
    private const int SkewSeconds = 5;

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Open, From: Party.Client }) return;
        if (session.Of(frame.Connection) is not { Credential: { Secret.Length: > 0 } } request) return;
        findings.Applied();
        if (request.Jwt is null)
        {
            // What the token endpoint issued is the server's affair, whatever it is.
            if (!request.IsIssuedHere) findings.Report(session.HasIssued ? asIssued : clause, frame, "The client subscribes with a token that is no JWT", "a valid JWT", "a token that is not three base64url parts, the first a JSON header");
            return;
        }

        var now = context.Header.TimeOf(frame.Frame).ToUnixTimeSeconds();
        if (request.Jwt.Expires is not { } expires || now <= expires + SkewSeconds) return;
        findings.Report(
            clause, frame, "The client subscribes with a token that has expired", "a JWT whose exp lies ahead",
            $"exp {Show(expires)}, {now - expires} s before the handshake");
    }

    private static string Show(long seconds) =>
        seconds is > -62_000_000_000 and < 250_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : seconds.ToString(CultureInfo.InvariantCulture);
}
