using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>Masks, reserved bits, opcodes, lengths, fragments, control frames, bodies of close frames: §5.</summary>
internal sealed class FramingFold(Sides side) : Fold
{
    public static IReadOnlyList<string> Clauses(Sides side) =>
    [
        side.Of("rfc6455.mask.001", "rfc6455.mask.002"),
        side.Of("rfc6455.frame.001", "rfc6455.frame.002"),
        side.Of("rfc6455.frame.003", "rfc6455.frame.004"),
        side.Of("rfc6455.frame.005", "rfc6455.frame.006"),
        side.Of("rfc6455.frame.007", "rfc6455.frame.008"),
        side.Of("rfc6455.frame.009", "rfc6455.frame.010"),
        side.Of("rfc6455.close.005", "rfc6455.close.006"),
    ];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.Kind == FrameKind.Open && frame.From == Party.Server) findings.Applied();
        if (frame.From != side.Party || ClauseOf(WireFaults.Of(frame.Frame)) is not { } clause) return;
        findings.Report(clause, frame, $"The {side.Name} broke the framing of the WebSocket protocol", "a frame that RFC 6455 allows", frame.Frame.Reason!);
    }

    private string? ClauseOf(WireFault fault) => fault switch
    {
        WireFault.NotMasked when side.Party == Party.Client => "rfc6455.mask.001",
        WireFault.Masked when side.Party == Party.Server => "rfc6455.mask.002",
        WireFault.ReservedBits => side.Of("rfc6455.frame.001", "rfc6455.frame.002"),
        WireFault.ReservedOpcode => side.Of("rfc6455.frame.003", "rfc6455.frame.004"),
        WireFault.LengthNotMinimal or WireFault.LengthTooLarge => side.Of("rfc6455.frame.005", "rfc6455.frame.006"),
        WireFault.FragmentedControl or WireFault.ControlTooLong => side.Of("rfc6455.frame.007", "rfc6455.frame.008"),
        WireFault.UnexpectedContinuation or WireFault.ExpectedContinuation => side.Of("rfc6455.frame.009", "rfc6455.frame.010"),
        WireFault.ClosePayload => side.Of("rfc6455.close.005", "rfc6455.close.006"),
        _ => null,
    };
}
