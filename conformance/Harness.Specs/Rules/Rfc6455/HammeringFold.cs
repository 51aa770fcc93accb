using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>After an abnormal end a client backs off: §7.2.3. An end with a close frame is abnormal where its code says that the server is in trouble.</summary>
internal sealed class HammeringFold(RuleContext context) : Fold
{
    private const string BackOff = "rfc6455.back-off.001";

    private readonly Reattempts _attempts = new(context, IsAbnormal);
    private bool _told;

    public static IReadOnlyList<string> Clauses { get; } = [BackOff];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (IsAbnormal(frame)) findings.Applied();
        if (!_attempts.Observe(frame) || _told) return;
        _told = true;
        findings.Report(
            BackOff, frame, "The client hammers the server after an abnormal end", $"fewer than {Reattempts.Most} attempts within {Seconds.Show(Reattempts.Window)}, with growing waits",
            $"{Reattempts.Most} or more");
    }

    private static bool IsAbnormal(FrameView frame)
    {
        if (frame.Kind == FrameKind.Refuse) return true;
        if (frame.From != Party.Server || !ReferenceEquals(frame.Connection.End, frame.Frame)) return false;
        return frame.Kind == FrameKind.Reset || frame is { Kind: FrameKind.Close, Frame.Code: 1011 or 1012 or 1013 };
    }
}
