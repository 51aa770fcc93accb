using System.Globalization;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>Codes that may stand in a close frame: §7.4, and the three that were registered since (1012 to 1014).</summary>
internal sealed class CloseCodeFold(Sides side) : Fold
{
    private readonly string _clause = side.Of("rfc6455.close.009", "rfc6455.close.010");

    public static IReadOnlyList<string> Clauses(Sides side) => [side.Of("rfc6455.close.009", "rfc6455.close.010")];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.From != side.Party) return;
        if (frame is { Kind: FrameKind.Close, Frame.Code: { } code })
        {
            findings.Applied();
            if (!IsAllowed(code)) Report(frame, code.ToString(CultureInfo.InvariantCulture), findings);
        }
        else if (WireFaults.Of(frame.Frame) == WireFault.CloseCode)
        {
            Report(frame, frame.Frame.Reason!, findings);
        }
    }

    private void Report(FrameView frame, string actual, FindingSink findings) => findings.Report(
        _clause, frame, $"The {side.Name} closes with a code that may not be sent", "1000 to 1003, 1007 to 1014, 3000 to 4999, or none", actual, Aspect.Close);

    private static bool IsAllowed(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
