using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Odin;

/// <summary>Connection Setup: there is a WebSocket at the path, for clients with an id and for those without.</summary>
internal sealed class AdmissionFold : Fold
{
    private const string Served = "odin.connect.002";
    private static readonly long Patience = Seconds.Of(30);

    private readonly Waits<Connection> _waits = new();

    public static IReadOnlyList<string> Clauses { get; } = [Served];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!OdinSession.IsEndpoint(frame.Connection)) return;
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Client:
                findings.Applied();
                _waits.Start(frame.Connection, frame.T + Patience, findings);
                break;
            case FrameKind.Open or FrameKind.Close or FrameKind.Reset:
                _waits.Stop(frame.Connection);
                break;
            case FrameKind.Refuse:
                _waits.Stop(frame.Connection);
                JudgeRefusal(frame, frame.Frame.Http?.Status ?? 0, findings);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            findings.Report(
                Served, (Frame?)null, $"The handshake of connection {connection.Number} is never answered", "HTTP 101", $"nothing in {Seconds.Show(Patience)}");
        }
    }

    /// <summary>What is refused for its id is the greeting rule's; a gateway may refuse for reasons that the document does not know.</summary>
    private static void JudgeRefusal(FrameView frame, int status, FindingSink findings)
    {
        if (status is 404 or 405 or 410 or 426 or >= 500)
        {
            findings.Report(Served, frame, "There is no WebSocket at the documented path", "HTTP 101", $"HTTP {status}", Aspect.Close);
        }
        else if (status is not (400 or 422))
        {
            findings.Inconclusive(Served, frame, "The handshake is refused, and the document knows no reason to", "HTTP 101", $"HTTP {status}");
        }
    }
}
