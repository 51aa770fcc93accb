using System.Threading.Channels;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Admin;
using Harness.Mocks.Journal;
using Harness.Mocks.Server;
using Harness.Specs.Judging;

namespace Harness.Conformance.Live;

/// <summary>
/// Judges the sessions of a running mock as their frames arrive: whoever develops a client learns within a second what it did against which
/// clause. Plugged into the mock's journal from outside; frames wait in a bounded queue, so that judging never holds a peer up.
/// </summary>
public sealed class LiveJudge : IJournalObserver, IFindingsSource, IAsyncDisposable
{
    private const int MostWaiting = 100_000;

    /// <summary>How late a frame may reach the queue: deadlines fire so much later.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    /// <summary>A session that has been silent for so long makes room for another.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    /// <summary>So long if it has no open socket: long enough for a login to be followed by its connection.</summary>
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(5);

    /// <summary>A peer with more connections at once is a load, not a client: judging it would take more than serving it.</summary>
    private const int MostConnections = 50;

    private readonly MockServer _mock;
    /// <summary>So many sessions that are not judged are named one by one; a load has thousands.</summary>
    private const int MostNamed = 20;

    private readonly JudgeOptions _options;
    private readonly LiveJudgeOptions _settings;
    private readonly FindingLog _log = new();
    private readonly Dictionary<JournalSession, LiveSession> _sessions = [];
    private readonly HashSet<JournalSession> _followed = [];
    private readonly HashSet<string> _notJudged = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<(JournalSession? Session, Frame? Frame)> _waiting = Channel.CreateBounded<(JournalSession?, Frame?)>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Task _judging;
    private int _missed;
    private int _clearing;

    private LiveJudge(MockServer mock, LiveJudgeOptions settings)
    {
        _mock = mock;
        _settings = settings;
        _options = new JudgeOptions
        {
            Stances = ProtocolCatalog.Embedded.Stances.Choose(mock.Options.Stances.Select(pair => $"{pair.Key}={pair.Value}"), out _),
            Duties = settings.Duties,
        };
        _judging = Task.Run(JudgeAsync);
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> All => IsClearing ? [] : _log.All;

    public IReadOnlyList<string> NotJudged
    {
        get { lock (_notJudged) return IsClearing ? [] : [.. _notJudged]; }
    }

    /// <summary>Starts judging; <c>/__admin/findings</c> tells what is found. Dispose it before the mock.</summary>
    public static LiveJudge Attach(MockServer mock, LiveJudgeOptions options)
    {
        var judge = new LiveJudge(mock, options);
        mock.Plug(judge);
        mock.Journal.Attach(judge);
        return judge;
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> FollowAsync(CancellationToken cancellationToken) => _log.FollowAsync(cancellationToken);

    bool IJournalObserver.Follows(JournalSession session)
    {
        if (_followed.Count >= _settings.Sessions && !MakeRoom())
        {
            Refuse(session, $"{_settings.Sessions} are judged at once, see --judge-sessions");
            return false;
        }

        return _followed.Add(session);
    }

    void IJournalObserver.Observe(JournalSession session, Frame frame)
    {
        if (session.OpenSockets > MostConnections)
        {
            Forget(session);
            Refuse(session, $"it has more than {MostConnections} connections at once");
            return;
        }

        if (_waiting.Writer.TryWrite((session, frame)) || Interlocked.Increment(ref _missed) > 1) return;
        _settings.Remark?.Invoke("judging cannot keep up: frames are missing from it, and its findings are incomplete from now on");
    }

    void IJournalObserver.Cleared()
    {
        _followed.Clear();
        Interlocked.Increment(ref _clearing);
        if (_waiting.Writer.TryWrite((null, null))) return;
        Interlocked.Decrement(ref _clearing);
        ForgetFindings();
    }

    public async ValueTask DisposeAsync()
    {
        _mock.Journal.Detach(this);
        _waiting.Writer.TryComplete();
        await _stop.CancelAsync();
        await _judging;
        _stop.Dispose();
    }

    /// <summary>What waits from before a reset is still judged, but nobody is told.</summary>
    private bool IsClearing => Volatile.Read(ref _clearing) > 0;

    private void ForgetFindings()
    {
        _log.Clear();
        lock (_notJudged) _notJudged.Clear();
    }

    private async Task JudgeAsync()
    {
        try
        {
            while (await WaitAsync())
            {
                while (_waiting.Reader.TryRead(out var next)) Take(next.Session, next.Frame);
                var now = _mock.Options.TimeProvider.GetUtcNow() - Slack;
                foreach (var session in _sessions.Values) session.OnTime(session.Micros(now));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
        catch (Exception fault)
        {
            _settings.Remark?.Invoke($"judging has ended on a fault of its own: {fault}");
        }
    }

    /// <summary>Until there is a frame, or a rule wants to look.</summary>
    private async Task<bool> WaitAsync()
    {
        var time = _mock.Options.TimeProvider;
        var now = time.GetUtcNow() - Slack;
        var waits = _sessions.Values.Where(session => session.NextDeadline is not null).Select(session => session.NextDeadline!.Value - session.Micros(now)).ToList();
        if (waits.Count == 0) return await _waiting.Reader.WaitToReadAsync(_stop.Token);
        var wait = TimeSpan.FromMicroseconds(Math.Clamp(waits.Min() + 1000, 1000, TimeSpan.FromHours(1).TotalMicroseconds));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        await using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), enough, wait, Timeout.InfiniteTimeSpan);
        try
        {
            return await _waiting.Reader.WaitToReadAsync(enough.Token);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            return true;
        }
    }

    private void Take(JournalSession? session, Frame? frame)
    {
        if (session is null)
        {
            _sessions.Clear();
            ForgetFindings();
            Interlocked.Decrement(ref _clearing);
            return;
        }

        if (frame is null)
        {
            _sessions.Remove(session);
            return;
        }

        if (!_sessions.TryGetValue(session, out var known)) _sessions.Add(session, known = new LiveSession(session, _options, Tell));
        known.OnFrame(frame);
    }

    /// <summary>Under the journal's lock, like everything that touches <see cref="_followed"/>.</summary>
    private bool MakeRoom()
    {
        var now = _mock.Options.TimeProvider.GetUtcNow();
        var quietest = _followed.Where(session => now - session.LastSeen > (session.OpenSockets == 0 ? Away : Idle)).MinBy(session => session.LastSeen);
        if (quietest is null) return false;
        Forget(quietest);
        return true;
    }

    private void Forget(JournalSession session)
    {
        _followed.Remove(session);
        _mock.Journal.Unfollow(session, this);
        _waiting.Writer.TryWrite((session, null));
    }

    private void Refuse(JournalSession session, string cause)
    {
        bool isLast;
        lock (_notJudged)
        {
            var known = _notJudged.Count;
            if (!_notJudged.Add(session.Id) || known > MostNamed) return;
            isLast = known == MostNamed;
        }

        _settings.Remark?.Invoke(isLast ? "more sessions are not judged; /__admin/findings names them" : $"session {session.Id} is not judged: {cause}");
    }

    private void Tell(LiveFinding finding)
    {
        _log.Add(finding.ToJson());
        _settings.OnFinding?.Invoke(finding);
    }
}

/// <summary>How a running mock is judged.</summary>
public sealed record LiveJudgeOptions
{
    /// <summary>Sessions at once.</summary>
    public int Sessions { get; init; } = 50;

    public bool Duties { get; init; } = true;

    /// <summary>Told of each finding as it is made.</summary>
    public Action<LiveFinding>? OnFinding { get; init; }

    /// <summary>Told what is not judged and why.</summary>
    public Action<string>? Remark { get; init; }
}
