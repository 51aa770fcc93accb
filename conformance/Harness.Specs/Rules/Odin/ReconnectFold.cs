using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Odin;

/// <summary>A client that lost its last connection comes back. One that was replaced by another connection of its own has lost nothing.</summary>
internal sealed class ReconnectFold(Connections connections) : Fold
{
    private const string Reconnects = "odin.reconnect.001";
    private static readonly long Patience = Seconds.Of(60);

    private Frame? _lost;

    public static IReadOnlyList<string> Clauses { get; } = [Reconnects];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is { Kind: FrameKind.Open, From: Party.Client })
        {
            if (_lost is not null) findings.Applied();
            _lost = null;
        }
        else if (IsLoss(frame) && connections.Open == 0)
        {
            _lost = frame.Frame;
            findings.WakeAt(frame.T + Patience);
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
        findings.Report(Reconnects, lost, "The client lost its connection here and did not come back", $"a new handshake within {Seconds.Show(Patience)}", $"none in {Seconds.Show(now - lost.T)}");
    }

    private static bool IsLoss(FrameView frame) =>
        frame is { Kind: FrameKind.Close or FrameKind.Reset, From: Party.Server, Connection.AcceptedAt: not null } && ReferenceEquals(frame.Connection.End, frame.Frame);
}
