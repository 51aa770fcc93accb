using System.Net;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Scripting;
using Harness.Mocks.Server;

namespace Harness.Mocks.Journal;

/// <summary>
/// Writes down every frame, grouped into sessions and bounded in bytes: when it is full the oldest frames go, one by one, and a gap says how many.
/// A broadcast is written once, whoever received it; connections hold ranges. Only where somebody follows a session is it written for each.
/// </summary>
public sealed class Journal
{
    /// <summary>So many entries are held however large they are: what is being said when a session is still to be found for it.</summary>
    private const int Latest = 8;

    private readonly TimeProvider _clock;
    private readonly long _limit;
    private readonly bool _oneSession;
    private readonly long _startTimestamp;
    private readonly Queue<JournalStrand> _age = new();
    private readonly SessionTable _sessions;
    private readonly JournalWeight _weight = new();
    private readonly HashSet<JournalConnection> _unclaimed = [];
    private IJournalObserver[] _observers = [];
    private int _epoch;
    private long _bytes;
    private long _sequence;

    /// <param name="clock">The mock's clock: frames carry its time.</param>
    /// <param name="limit">Bytes to hold at most.</param>
    /// <param name="oneSession">Group everything into a single session, for a mock that plays for one peer.</param>
    internal Journal(TimeProvider clock, long limit, bool oneSession)
    {
        _clock = clock;
        _limit = limit;
        _oneSession = oneSession;
        _startTimestamp = clock.GetTimestamp();
        Started = clock.GetUtcNow();
        _sessions = new SessionTable(this);
    }

    /// <summary>When it began, on the mock's clock.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>Whether a peer that comes back is still itself after all its frames were forgotten: for who writes them down elsewhere.</summary>
    internal bool RemembersPeers { get; init; }

    internal Lock Sync { get; } = new();

    /// <summary>Beats when a peer has said something.</summary>
    internal Pulse Pulse { get; } = new();

    /// <summary>How much memory it holds, about.</summary>
    public long Bytes
    {
        get { lock (Sync) return _bytes; }
    }

    /// <summary>Sessions in the order they began.</summary>
    public IReadOnlyList<JournalSession> Sessions
    {
        get { lock (Sync) return [.. _sessions.InOrder]; }
    }

    /// <summary>The session of that id; null where there is none.</summary>
    public JournalSession? Find(string id)
    {
        lock (Sync) return _sessions.Find(id);
    }

    /// <summary>From now on <paramref name="observer"/> sees every frame of the sessions it follows.</summary>
    public void Attach(IJournalObserver observer)
    {
        lock (Sync)
        {
            _observers = [.. _observers, observer];
            foreach (var session in _sessions.InOrder)
            {
                if (observer.Follows(session)) session.Followers = [.. session.Followers, observer];
            }
        }
    }

    /// <summary>From now on <paramref name="observer"/> sees nothing.</summary>
    public void Detach(IJournalObserver observer)
    {
        lock (Sync)
        {
            _observers = [.. _observers.Where(other => other != observer)];
            foreach (var session in _sessions.InOrder) Unfollow(session, observer);
        }
    }

    /// <summary>The observer has seen enough of that session.</summary>
    public void Unfollow(JournalSession session, IJournalObserver observer)
    {
        ArgumentNullException.ThrowIfNull(session);
        lock (Sync) session.Followers = [.. session.Followers.Where(other => other != observer)];
    }

    /// <summary>Forgets everything; what is still open from before is not written down any more.</summary>
    internal void Clear()
    {
        lock (Sync)
        {
            _epoch++;
            foreach (var strand in _age) strand.Clear();
            _age.Clear();
            _sessions.Clear();
            _unclaimed.Clear();
            _bytes = 0;
            foreach (var observer in _observers) observer.Cleared();
        }
    }

    /// <param name="isSocket">False for an HTTP exchange.</param>
    /// <param name="slug">The protocol it most likely belongs to.</param>
    internal JournalConnection Begin(bool isSocket, string slug = Fixtures.Scenarios.Scenario.NoProtocol)
    {
        lock (Sync)
        {
            var connection = new JournalConnection(this, isSocket) { Epoch = _epoch, Slug = slug };
            _unclaimed.Add(connection);
            return connection;
        }
    }

    /// <summary>
    /// Every session as a transcript, secrets and all, and each connection that has not said yet whose it is as one of its own, called
    /// <c>unclaimed-1</c> and so on.
    /// </summary>
    public IReadOnlyList<Transcript> ToTranscripts()
    {
        lock (Sync)
        {
            var number = 0;
            return
            [
                .. _sessions.InOrder.Select(session => session.ToTranscript()),
                .. _unclaimed.Where(connection => !connection.IsEmpty).Select(connection => Unclaimed(connection, ++number)),
            ];
        }
    }

    /// <summary>
    /// Says whose connection this is. Frames written before are handed to the observers now. <paramref name="slugs"/> are the protocols it can
    /// belong to, the likeliest first: a token service may serve several.
    /// </summary>
    internal void Join(JournalConnection connection, IReadOnlyList<string> slugs, SessionKey key)
    {
        lock (Sync)
        {
            if (connection.Session is not null || connection.Epoch != _epoch) return;
            _unclaimed.Remove(connection);
            var session = _sessions.Find(key, slugs, connection.IsSocket) ?? Begin(key, slugs[0], connection.FirstAt ?? Now());
            session.Add(connection);
            if (session.Followers.Length == 0) return;
            var frames = new List<Frame>();
            connection.CopyTo(frames, session.Start);
            foreach (var frame in frames) Tell(session, frame);
        }
    }

    internal SessionKey Key(IPAddress? address, string? credential, string? clientId, string endpoint) =>
        _oneSession ? SessionKey.Everybody : SessionKey.Of(address, credential, clientId, endpoint);

    /// <summary>How many sockets that peer has had so far with that protocol.</summary>
    internal int SocketsOf(SessionKey key, string slug)
    {
        lock (Sync) return _sessions.Last(key, slug)?.Sockets ?? 0;
    }

    /// <returns>The frame's index in its connection; -1 where it was not written down.</returns>
    internal long Record(JournalConnection connection, FrameKind kind, Party from, ReadOnlyMemory<byte> payload, object? detail = null)
    {
        lock (Sync)
        {
            if (connection.Epoch != _epoch) return -1;
            Write(connection, kind, from, payload, detail);
            if (from == Party.Client) Pulse.Beat();
            return connection.Own.End - 1;
        }
    }

    /// <summary>Writes beside a frame what became of it, unless it is forgotten already.</summary>
    /// <param name="number">What <see cref="Record"/> returned.</param>
    internal void Annotate(JournalConnection connection, long number, NearMiss miss)
    {
        lock (Sync)
        {
            var own = connection.Own;
            if (connection.Epoch != _epoch || number < own.First || number >= own.End) return;
            own[number] = own[number] with { Detail = miss, Weight = own[number].Weight + JournalWeight.NearMiss };
            _bytes += JournalWeight.NearMiss;
        }
    }

    /// <summary>Writes a broadcast down, once for everybody who has joined its topic.</summary>
    /// <returns>Its place among everything the journal wrote.</returns>
    internal long RecordBroadcast(JournalTopic topic, FrameKind kind, ReadOnlyMemory<byte> payload)
    {
        lock (Sync)
        {
            var entry = new JournalEntry(++_sequence, Now(), kind, Party.Server, payload, null, _weight.Of(payload));
            topic.Add(entry);
            Keep(topic, entry.Weight);
            return _sequence;
        }
    }

    internal void Join(JournalConnection connection, JournalTopic topic)
    {
        lock (Sync) connection.Join(topic);
    }

    internal void Leave(JournalConnection connection, JournalTopic topic)
    {
        lock (Sync) connection.Leave(topic);
    }

    /// <summary>The connection took nothing of what was broadcast from <paramref name="sequence"/> on.</summary>
    internal void LeaveAll(JournalConnection connection, long sequence)
    {
        lock (Sync) connection.LeaveAll(sequence);
    }

    /// <summary>Frames that stand in the journal as sent never left.</summary>
    internal void RecordGap(JournalConnection connection)
    {
        lock (Sync)
        {
            if (connection.Epoch != _epoch) return;
            var own = connection.Own;
            if (!connection.IsFollowed && own.Count > 0 && own[own.End - 1] is { Detail: GapDetail gap } last)
            {
                own[own.End - 1] = last with { Detail = new GapDetail(gap.Frames + 1) };
                return;
            }

            Write(connection, FrameKind.Gap, Party.Server, default, new GapDetail(1));
        }
    }

    /// <summary>The connection is over: once its frames are forgotten, so is the connection.</summary>
    internal void End(JournalConnection connection)
    {
        lock (Sync)
        {
            if (connection.IsEnded) return;
            connection.IsEnded = true;
            if (connection is { Session: { } session, IsSocket: true }) session.OpenSockets--;
            connection.LeaveAll(_sequence + 1);
            _unclaimed.Remove(connection);
            if (connection.IsEmpty) Leave(connection);
        }
    }

    private void Write(JournalConnection connection, FrameKind kind, Party from, ReadOnlyMemory<byte> payload, object? detail)
    {
        var entry = new JournalEntry(++_sequence, Now(), kind, from, payload, detail, _weight.Of(payload) + JournalWeight.Of(detail));
        connection.Add(entry);
        Keep(connection.Own, entry.Weight);
        if (connection.Session is not { Followers.Length: > 0 } session) return;
        session.LastAt = entry.At;
        Tell(session, entry.ToFrame(session.Start, connection.Number, (int)(connection.Seen - 1)));
    }

    private void Keep(JournalStrand strand, int weight)
    {
        _age.Enqueue(strand);
        _bytes += weight;
        while (_bytes > _limit && _age.Count > Latest)
        {
            var oldest = _age.Dequeue();
            _bytes -= oldest.Forget();
            if (oldest is OwnStrand { Owner: { IsEnded: true, IsEmpty: true } ended }) Leave(ended);
        }
    }

    private Transcript Unclaimed(JournalConnection connection, int number)
    {
        var start = connection.FirstAt ?? Now();
        var frames = new List<Frame>();
        connection.CopyTo(frames, start, number: 1);
        var header = new TranscriptHeader { Session = $"unclaimed-{number}", Protocol = connection.Slug, Started = Started.AddTicks(start * 10) };
        return new Transcript(header, frames);
    }

    private long Now() => _clock.GetElapsedTime(_startTimestamp).Ticks / 10;

    private void Tell(JournalSession session, Frame frame)
    {
        foreach (var observer in session.Followers) observer.Observe(session, frame);
    }

    private void Leave(JournalConnection connection)
    {
        if (connection.Session is not { } session) return;
        session.Remove(connection);
        if (!RemembersPeers && session.IsEmpty) _sessions.Remove(session);
    }

    private JournalSession Begin(SessionKey key, string slug, long start)
    {
        var session = _sessions.Begin(key, slug, start);
        session.Followers = [.. _observers.Where(observer => observer.Follows(session))];
        return session;
    }
}
