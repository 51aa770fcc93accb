using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>A token that expires while its connection streams ends that connection. The document is silent on it.</summary>
internal sealed class ExpiryFold(RuleContext context, HedgeTechSession session, string clause) : Fold
{
    private static readonly long Leeway = Seconds.Of(10);

    private readonly Waits<Connection> _waits = new();

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is { Kind: FrameKind.Open, From: Party.Server })
        {
            if (session.Of(frame.Connection)?.Jwt?.Expires is not { } expires || Math.Abs(expires) > 100_000_000_000) return;
            var expiry = (DateTimeOffset.FromUnixTimeSeconds(expires) - context.Header.Started).Ticks / TimeSpan.TicksPerMicrosecond;
            if (expiry > frame.T) _waits.Start(frame.Connection, expiry + Leeway, findings);
        }
        else if (frame.Kind is FrameKind.Close or FrameKind.Reset)
        {
            _waits.Stop(frame.Connection);
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            findings.Report(
                clause, (Frame?)null, $"Connection {connection.Number} goes on although its token has expired", "close 1008 when the token expires",
                $"a connection still open {Seconds.Show(Leeway)} after it", Aspect.Close);
        }
    }
}
