using System.Threading.Channels;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;

namespace Harness.Mocks.Admin;

/// <summary>
/// Waits until the journal holds enough frames of a kind. It is told of each as it is written down; one that it could not take in time makes it look
/// through the whole journal again.
/// </summary>
internal sealed class FrameWatch : IJournalObserver, IDisposable
{
    private const int MostWaiting = 10_000;

    private readonly Journal.Journal _journal;
    private readonly FrameQuery _query;
    private readonly List<(JournalSession Session, Frame Frame)> _found = [];
    private readonly Dictionary<(JournalSession Session, int Connection), int> _seen = [];
    private readonly Channel<(JournalSession Session, Frame Frame)> _news = Channel.CreateBounded<(JournalSession, Frame)>(MostWaiting);

    /// <summary>The journal and what is known of it have parted.</summary>
    private volatile bool _isStale = true;

    public FrameWatch(Journal.Journal journal, FrameQuery query)
    {
        _journal = journal;
        _query = query;
        journal.Attach(this);
    }

    /// <summary>What was found so far, in the order it was seen.</summary>
    public IReadOnlyList<(JournalSession Session, Frame Frame)> Found => _found;

    /// <summary>Returns once there are so many.</summary>
    /// <exception cref="OperationCanceledException">There were not, in time.</exception>
    public async Task UntilAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Take();
            if (_found.Count >= count) return;
            await _news.Reader.WaitToReadAsync(cancellationToken);
        }
    }

    public void Dispose() => _journal.Detach(this);

    /// <summary>A session may still change its protocol, but not its id.</summary>
    bool IJournalObserver.Follows(JournalSession session) => _query.Session is null || session.Id == _query.Session;

    void IJournalObserver.Observe(JournalSession session, Frame frame)
    {
        if (_query.Takes(session, frame) && !_news.Writer.TryWrite((session, frame))) _isStale = true;
    }

    void IJournalObserver.Cleared()
    {
        _isStale = true;
        _news.Writer.TryWrite(default);
    }

    private void Take()
    {
        if (_isStale) LookThrough();
        while (_news.Reader.TryRead(out var next))
        {
            if (next.Session is null || _isStale) LookThrough();
            else Consider(next.Session, next.Frame);
        }
    }

    private void LookThrough()
    {
        // Before the look: whatever is missed while it lasts calls for another.
        _isStale = false;
        _found.Clear();
        _seen.Clear();
        foreach (var session in _journal.Sessions.Where(_query.Takes))
        {
            foreach (var frame in session.Frames()) Consider(session, frame);
        }
    }

    /// <summary>A frame may come both from the journal and as news of it.</summary>
    private void Consider(JournalSession session, Frame frame)
    {
        if (_seen.TryGetValue((session, frame.Connection), out var last) && frame.Index <= last) return;
        _seen[(session, frame.Connection)] = frame.Index;
        if (_query.Takes(session, frame) && _query.Matches(frame)) _found.Add((session, frame));
    }
}
