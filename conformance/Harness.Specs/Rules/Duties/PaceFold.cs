using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Duties;

/// <summary>No storm of attempts after any end or refusal.</summary>
internal sealed class PaceFold(Connections connections) : Fold
{
    private const string Pace = "duties.pace.001";

    private readonly Reattempts _attempts = new(IsLoss);
    private bool _told;

    public static IReadOnlyList<string> Clauses { get; } = [Pace];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (IsLoss(frame)) findings.Applied();
        if (!_attempts.Observe(frame, connections.Open) || _told) return;
        _told = true;
        findings.Report(
            Pace, frame, "The client tries again and again without a pause", $"fewer than {Reattempts.Most} attempts within {Seconds.Show(Reattempts.Window)}",
            $"{Reattempts.Most} or more");
    }

    private static bool IsLoss(FrameView frame) =>
        frame.Kind == FrameKind.Refuse
        || (frame.Kind is FrameKind.Close or FrameKind.Reset && frame.From == Party.Server && ReferenceEquals(frame.Connection.End, frame.Frame));
}
