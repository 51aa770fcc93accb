using System.Globalization;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech.Ime;

/// <summary>
/// The token of a handshake is valid as far as a client can know: it is a JWT, it has not expired since it was issued, and it is not one that the server
/// has turned down before, with 1008 and a reason that names it. The first return with it is forgiven, since only a second rejection is sure to be about it.
/// </summary>
internal sealed class TokenFreshFold(RuleContext context, HedgeTechSession session, string valid, string watched) : Fold
{
    /// <summary>Two clocks are never quite the same.</summary>
    private const int SkewSeconds = 5;

    private const int Forgiven = 1;
    private const int MostRemembered = 1000;

    /// <summary>How often each token was turned down since it last brought data.</summary>
    private readonly Dictionary<string, int> _blamed = [];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Of(frame.Connection) is not { Credential: { Secret.Length: > 0 } credential } request) return;
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Client:
                findings.Applied();
                JudgeForm(frame, request, findings);
                JudgeReturn(frame, credential.Secret, findings);
                break;
            case FrameKind.Text when frame.From == Party.Server:
                _blamed.Remove(credential.Secret);
                break;
            case FrameKind.Close when frame.From == Party.Server && frame.Frame.Code == 1008 && ReferenceEquals(frame.Connection.End, frame.Frame):
                Remember(credential.Secret, frame.Frame.Reason);
                break;
            case FrameKind.Refuse:
                Remember(credential.Secret, frame.Frame.Http?.Body);
                break;
        }
    }

    private void JudgeForm(FrameView frame, HandshakeRequest request, FindingSink findings)
    {
        if (request.Jwt is null)
        {
            // What the token endpoint issued is the server's affair, whatever it is.
            if (!request.IsIssuedHere) findings.Report(valid, frame, "The client connects with a token that is no JWT", "a valid JWT", "a token that is not three base64url parts, the first a JSON header");
            return;
        }

        var now = Seconds(frame.T);
        if (request.Jwt.Expires is not { } expires || now <= expires + SkewSeconds) return;
        if (request.IssuedAt is { } issued && expires <= Seconds(issued) + SkewSeconds) return;
        findings.Report(
            valid, frame, "The client connects with a token that has expired", "a JWT whose exp lies ahead", $"exp {Show(expires)}, {now - expires} s before the handshake");
    }

    private void JudgeReturn(FrameView frame, string token, FindingSink findings)
    {
        if (_blamed.GetValueOrDefault(token) <= Forgiven) return;
        findings.Report(
            watched, frame, "The client comes back with a token that the server has turned down again and again", "a new token after close code 1008, or no more attempts",
            "the same token");
    }

    private void Remember(string token, string? reason)
    {
        if (Blaming.Of(reason).IsToken() && (_blamed.Count < MostRemembered || _blamed.ContainsKey(token))) _blamed[token] = _blamed.GetValueOrDefault(token) + 1;
    }

    private long Seconds(long t) => (context.Header.Started + TimeSpan.FromMicroseconds(t)).ToUnixTimeSeconds();

    private static string Show(long seconds) =>
        seconds is > -62_000_000_000 and < 250_000_000_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : seconds.ToString(CultureInfo.InvariantCulture);
}
