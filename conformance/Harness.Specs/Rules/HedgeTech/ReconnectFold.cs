using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>A client that lost its connection comes back. After 1008 giving up is as right, and who leaves by itself owes nothing.</summary>
internal sealed class ReconnectFold(string clause) : Fold
{
    private static readonly long Patience = Seconds.Of(60);

    private Frame? _lost;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is { Kind: FrameKind.Open, From: Party.Client })
        {
            if (_lost is not null) findings.Applied();
            _lost = null;
        }
        else if (frame.Kind is FrameKind.Close or FrameKind.Reset && ReferenceEquals(frame.Connection.End, frame.Frame) && IsLoss(frame))
        {
            _lost ??= frame.Frame;
            findings.WakeAt(_lost.T + Patience);
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        if (_lost is not { } lost) return;
        if (now < lost.T + Patience)
        {
            findings.WakeAt(lost.T + Patience);
            return;
        }

        _lost = null;
        findings.Report(
            clause, lost, "The client lost its connection here and did not come back", $"a new handshake within {Seconds.Show(Patience)}",
            $"none in {Seconds.Show(now - lost.T)}");
    }

    private static bool IsLoss(FrameView frame) =>
        frame.From == Party.Server && frame.Connection.AcceptedAt is not null && frame.Frame.Code != 1008;
}
