using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Phoenix ends a connection from which it hears nothing for a minute; the document has no heartbeat, so that silence is told as INFO.</summary>
internal sealed class HeartbeatFold : Fold
{
    private const string Heard = "airalgo.phoenix.003";

    private static readonly long Patience = Seconds.Of(60);

    private readonly Waits<Connection> _waits = new();

    public static IReadOnlyList<string> Clauses { get; } = [Heard];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Server:
            case FrameKind.Text or FrameKind.Binary when frame.From == Party.Client && (_waits.Contains(frame.Connection) || frame.Connection.ClientMessages == 1):
                findings.Applied();
                _waits.Start(frame.Connection, frame.T + Patience, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                _waits.Stop(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            findings.Report(Heard, (Frame?)null, $"The client says nothing on connection {connection.Number}, not even a heartbeat", "a heartbeat on the topic phoenix now and then", $"silence for {Seconds.Show(Patience)}");
        }
    }
}
