using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Duties;

/// <summary>No storm of attempts after any end or refusal, of connections and of requests such as those for a token.</summary>
internal sealed class PaceFold(RuleContext context) : Fold
{
    private const string Pace = "duties.pace.001";

    private readonly Reattempts _attempts = new(context, IsLoss);
    private readonly Reattempts _requests = new(context, IsTurnedDown, static frame => frame is { Kind: FrameKind.Http, From: Party.Client });
    private bool _told;
    private bool _toldOfRequests;

    public static IReadOnlyList<string> Clauses { get; } = [Pace];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (IsLoss(frame)) findings.Applied();
        if (_attempts.Observe(frame)) Report(frame, "The client tries again and again without a pause", ref _told, findings);
        if (frame.Kind == FrameKind.Http && _requests.Observe(frame)) Report(frame, "The client asks again and again for what it was refused, without a pause", ref _toldOfRequests, findings);
    }

    private static void Report(FrameView frame, string message, ref bool told, FindingSink findings)
    {
        if (told) return;
        told = true;
        findings.Report(Pace, frame, message, $"fewer than {Reattempts.Most} attempts within {Seconds.Show(Reattempts.Window)}", $"{Reattempts.Most} or more");
    }

    private static bool IsTurnedDown(FrameView frame) => frame is { Kind: FrameKind.Http, From: Party.Server, Frame.Http.Status: >= 400 };

    private static bool IsLoss(FrameView frame) =>
        frame.Kind == FrameKind.Refuse
        || (frame.Kind is FrameKind.Close or FrameKind.Reset && frame.From == Party.Server && ReferenceEquals(frame.Connection.End, frame.Frame));
}
