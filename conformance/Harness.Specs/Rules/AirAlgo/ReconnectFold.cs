using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>A client that lost a connection on which it had joined comes back. Who leaves by itself, or was never let in, owes nothing.</summary>
internal sealed class ReconnectFold(AirAlgoSession session) : Fold
{
    private const string Again = "airalgo.practice.003";

    private static readonly long Patience = Seconds.Of(60);

    private Frame? _lost;

    public static IReadOnlyList<string> Clauses { get; } = [Again];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is { Kind: FrameKind.Open, From: Party.Client })
        {
            if (_lost is not null) findings.Applied();
            _lost = null;
        }
        else if (frame.Kind is FrameKind.Close or FrameKind.Reset && frame.From == Party.Server && ReferenceEquals(frame.Connection.End, frame.Frame) && session.Of(frame.Connection)?.WasJoined == true)
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
        findings.Report(Again, lost, "The client lost its connection here and did not come back", $"a new handshake within {Seconds.Show(Patience)}", $"none in {Seconds.Show(now - lost.T)}");
    }
}
