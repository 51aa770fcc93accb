using System.Text.Unicode;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>Text frames and close reasons are UTF-8: §5.6, §8.1.</summary>
internal sealed class Utf8Fold(Sides side) : Fold
{
    private readonly string _text = side.Of("rfc6455.text.001", "rfc6455.text.002");
    private readonly string _reason = side.Of("rfc6455.close.007", "rfc6455.close.008");

    public static IReadOnlyList<string> Clauses(Sides side) =>
        [side.Of("rfc6455.text.001", "rfc6455.text.002"), side.Of("rfc6455.close.007", "rfc6455.close.008")];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.From != side.Party) return;
        if (frame.Kind == FrameKind.Text)
        {
            findings.Applied();
            if (Utf8.IsValid(frame.Frame.Payload.Span)) return;
            findings.Report(_text, frame, $"The {side.Name} sent text that is not UTF-8", "valid UTF-8", "bytes that are no UTF-8");
        }
        else if (WireFaults.Of(frame.Frame) == WireFault.InvalidUtf8)
        {
            var isReason = frame.Frame.Reason!.Contains("close", StringComparison.OrdinalIgnoreCase);
            findings.Report(
                isReason ? _reason : _text, frame, $"The {side.Name} sent {(isReason ? "a close reason" : "text")} that is not UTF-8", "valid UTF-8", frame.Frame.Reason!,
                isReason ? Aspect.Close : Aspect.Behaviour);
        }
    }
}
