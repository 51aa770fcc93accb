using Harness.Conformance.Reports;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Live;

/// <summary>One session as it is judged while it runs: what its client does counts, the mock's side is ours.</summary>
internal sealed class LiveSession
{
    private const int LongestFrame = 200;
    private const int MostKept = 64;

    private readonly JournalSession _session;
    private readonly JudgeOptions _options;
    private readonly Action<LiveFinding> _found;
    private readonly SecretScrubber _scrubber;
    private readonly HashSet<(string Message, FrameRef? Frame)> _told = [];
    private readonly List<Frame> _beginning = [];
    private Judge _judge;
    private Frame? _last;
    private bool _hasSocket;

    public LiveSession(JournalSession session, JudgeOptions options, Action<LiveFinding> found)
    {
        _session = session;
        _options = options;
        _found = found;
        Protocol = session.Protocol;
        _scrubber = new SecretScrubber(Protocol, []);
        _judge = Make();
    }

    public string Protocol { get; private set; }

    /// <summary>The last frame's time, microseconds since the session began.</summary>
    public long LastSeen => _last?.T ?? 0;

    /// <summary>When a rule next wants to look; null when none does.</summary>
    public long? NextDeadline => _judge.NextDeadline;

    /// <summary>Microseconds since the session began.</summary>
    public long Micros(DateTimeOffset now) => (now - _session.Started).Ticks / TimeSpan.TicksPerMicrosecond;

    public void OnFrame(Frame frame)
    {
        // A login at a service that several protocols share shows only with the first socket whose it was.
        if (!_hasSocket && Protocol != _session.Protocol) Restart();
        _hasSocket |= frame.Kind == FrameKind.Open;
        if (!_hasSocket && _beginning.Count < MostKept) _beginning.Add(frame);
        Judge(frame);
    }

    /// <summary>Nothing came until then.</summary>
    public void OnTime(long micros) => _judge.OnTime(micros);

    private void Restart()
    {
        Protocol = _session.Protocol;
        _judge = Make();
        foreach (var frame in _beginning) Judge(frame);
    }

    private void Judge(Frame frame)
    {
        _scrubber.Learn(frame);
        _last = frame;
        _judge.OnFrame(frame);
    }

    private Judge Make() => new(new TranscriptHeader { Session = _session.Id, Protocol = Protocol, Started = _session.Started }, _options, Tell);

    private void Tell(Finding finding)
    {
        if (finding.Party != Party.Client || !_told.Add((finding.Message, finding.Frame))) return;
        var shown = finding.Frame is { } place && _last is { } last && FrameRef.Of(last) == place ? FrameText.Of(_scrubber.Scrub(last), LongestFrame).Trim() : null;
        var at = _session.Started.AddTicks(finding.T * TimeSpan.TicksPerMicrosecond);
        _found(new LiveFinding(_session.Id, Protocol, at, _scrubber.Scrub(CaseFinding.Of(finding)), shown));
    }
}
