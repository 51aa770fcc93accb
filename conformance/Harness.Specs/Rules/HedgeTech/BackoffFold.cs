using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>
/// The waits of a client that keeps failing to come back grow, for each thing that it asks for. A wait counts from the end of one attempt to the next
/// handshake; a connection that brought data ends the series. Three waits are the least to judge by, and jitter is allowed for: only a series in which
/// no later wait is longer than the first, by a quarter, is told.
/// </summary>
internal sealed class BackoffFold(RuleContext context, string clause) : Fold
{
    private const int FewestWaits = 3;
    private const double Growth = 1.25;

    private readonly Purposes<Series> _series = new(context, () => new Series());
    private bool _told;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Client && _series.Of(frame.Connection) is { FailedAt: { } failed } series:
                series.FailedAt = null;
                if (series.Waits.Count < 100) series.Waits.Add(frame.T - failed);
                Judge(frame, series, findings);
                break;
            case FrameKind.Text or FrameKind.Binary when frame is { From: Party.Server, Connection.ServerMessages: 1 }:
                _series.Of(frame.Connection).Waits.Clear();
                _told = false;
                break;
            case FrameKind.Refuse:
                _series.Of(frame.Connection).FailedAt = frame.T;
                break;
            case FrameKind.Close or FrameKind.Reset when frame.From == Party.Server && ReferenceEquals(frame.Connection.End, frame.Frame):
                _series.Of(frame.Connection).FailedAt = frame.T;
                break;
        }
    }

    private void Judge(FrameView frame, Series series, FindingSink findings)
    {
        var waits = series.Waits;
        if (waits.Count < FewestWaits || _told) return;
        findings.Applied();
        var longest = waits.Skip(1).Max();
        if (longest > waits[0] * Growth) return;
        _told = true;
        findings.ReportTime(
            clause, frame, (long)(waits[0] * Growth) - longest, "The client's waits before it tries again do not grow", "each wait about twice the one before, jitter aside",
            string.Join(", ", waits.TakeLast(5).Select(Seconds.Show)));
    }

    private sealed class Series
    {
        public List<long> Waits { get; } = [];

        public long? FailedAt { get; set; }
    }
}
