using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>What a client says after the handshake changes nothing: no document has a message for it to send.</summary>
internal sealed class ClientFramesFold(string clause) : Fold
{
    private static readonly long Reaction = Seconds.Of(2);

    private readonly PerConnection<Spoken> _spoken = new(() => new Spoken());

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            // A broken frame, whose reason says how, must end the connection: that is RFC 6455's affair.
            case FrameKind.Text or FrameKind.Binary when frame.From == Party.Client && frame.Frame.Reason is null:
                findings.Applied();
                _spoken.Of(frame.Connection).At = frame.T;
                break;
            case FrameKind.Close or FrameKind.Reset when frame.From == Party.Server && ReferenceEquals(frame.Connection.End, frame.Frame):
                if (_spoken.Find(frame.Connection) is not { } spoken || frame.T - spoken.At > Reaction) return;
                findings.Report(
                    clause, frame, "The server ends the connection after a message from the client", "the message ignored and the stream going on",
                    $"an end {Seconds.Show(frame.T - spoken.At)} after the message", Aspect.Close);
                break;
        }
    }

    private sealed class Spoken
    {
        public long At { get; set; }
    }
}
