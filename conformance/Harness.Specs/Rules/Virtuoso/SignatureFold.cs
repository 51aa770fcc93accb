using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Authentication: the signed timestamp is that of now. What is signed cannot be judged, since the secret never crosses the wire.</summary>
internal sealed class SignatureFold(RuleContext context, VirtuosoSession session) : Fold
{
    private const string Skew = "virtuoso.auth.015";

    public static IReadOnlyList<string> Clauses { get; } = [Skew];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Request is not { Kind: RequestKind.Authenticate } || !frame.TryGetObject(out var root)) return;
        if (Numbers.Read(root, "timestamp"u8) is not { } signed || !EpochMillis.IsPlausible(signed)) return;
        findings.Applied();
        var now = context.Header.TimeOf(frame.Frame).ToUnixTimeMilliseconds();
        var skew = Math.Abs(signed - now);
        if (skew <= Duration.Millis(context.Stances["virtuoso.clock-skew"])) return;
        findings.Report(
            Skew, frame, "The signed timestamp is far from now", $"at most {context.Stances["virtuoso.clock-skew"]} away", $"{Numbers.Show(skew / 1000)} s away");
    }
}
