using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Duties;

/// <summary>A client that gives a connection up because its ping is not answered opens another. Whoever leaves without having pinged owes nothing.</summary>
internal sealed class LivenessFold(Connections connections) : Fold
{
    private const string Again = "duties.resume.003";

    /// <summary>A ping that has waited for less has not been given up.</summary>
    private static readonly long Patience = Seconds.Of(3);

    private static readonly long Recovery = Seconds.Of(30);

    /// <summary>A session that is watched for less after the end says nothing.</summary>
    private static readonly long Watched = Seconds.Of(15);

    private readonly PerConnection<Asked> _asked = new(() => new Asked());
    private Frame? _left;

    public static IReadOnlyList<string> Clauses { get; } = [Again];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Client:
                if (_left is not null) findings.Applied();
                _left = null;
                break;
            case FrameKind.Ping when frame.From == Party.Client:
                _asked.Of(frame.Connection).Since ??= frame.T;
                break;
            case FrameKind.Pong when frame.From == Party.Server:
                _asked.Forget(frame.Connection);
                break;
            case FrameKind.Close or FrameKind.Reset when ReferenceEquals(frame.Connection.End, frame.Frame):
                if (frame.From == Party.Client && _asked.Find(frame.Connection)?.Since <= frame.T - Patience && connections.Open == 0)
                {
                    _left = frame.Frame;
                    findings.WakeAt(frame.T + Recovery);
                }

                _asked.Forget(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        if (_left is not { } left) return;
        if (now < left.T + Recovery) findings.WakeAt(left.T + Recovery);
        else Report(left, now, findings);
    }

    public override void End(long observedUntil, FindingSink findings)
    {
        if (_left is { } left && observedUntil - left.T >= Watched) Report(left, observedUntil, findings);
    }

    private void Report(Frame left, long now, FindingSink findings)
    {
        _left = null;
        findings.Report(
            Again, left, "The client gave the connection up after a ping without an answer, and did not come back", $"a new handshake within {Seconds.Show(Recovery)}",
            $"none in {Seconds.Show(now - left.T)}");
    }

    private sealed class Asked
    {
        /// <summary>When the first ping that has no answer yet was sent.</summary>
        public long? Since { get; set; }
    }
}
