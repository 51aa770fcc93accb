using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>
/// The waits of a client that keeps failing to come back grow. A wait counts from the end of one attempt to the next handshake; a connection
/// that brought data ends the series. Three waits are the least to judge by, and jitter is allowed for: only a series in which no later wait
/// is longer than the first, by a quarter, is told.
/// </summary>
internal sealed class BackoffFold(string clause) : Fold
{
    private const int FewestWaits = 3;
    private const double Growth = 1.25;

    private readonly List<long> _waits = [];
    private long? _failedAt;
    private bool _told;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Client && _failedAt is { } failed:
                _failedAt = null;
                if (_waits.Count < 100) _waits.Add(frame.T - failed);
                Judge(frame, findings);
                break;
            case FrameKind.Text or FrameKind.Binary when frame.From == Party.Server:
                _waits.Clear();
                _told = false;
                break;
            case FrameKind.Refuse:
                _failedAt = frame.T;
                break;
            case FrameKind.Close or FrameKind.Reset when frame.From == Party.Server && ReferenceEquals(frame.Connection.End, frame.Frame):
                _failedAt = frame.T;
                break;
        }
    }

    private void Judge(FrameView frame, FindingSink findings)
    {
        if (_waits.Count < FewestWaits || _told) return;
        findings.Applied();
        var longest = _waits.Skip(1).Max();
        if (longest > _waits[0] * Growth) return;
        _told = true;
        findings.ReportTime(
            clause, frame, (long)(_waits[0] * Growth) - longest, "The client's waits before it tries again do not grow", "each wait about twice the one before, jitter aside",
            string.Join(", ", _waits.TakeLast(5).Select(Seconds.Show)));
    }
}
