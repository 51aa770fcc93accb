using Harness.Fixtures.Transcripts;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Journal;

/// <summary>Every connection and HTTP exchange of one peer, in order: what a transcript is made from.</summary>
public sealed class JournalSession
{
    private readonly List<JournalConnection> _connections = [];
    private IJournalObserver[] _followers = [];
    private int _numbers;

    internal JournalSession(Journal journal, int number, SessionKey key, string protocol, long start)
    {
        Journal = journal;
        Id = $"s{number}";
        Key = key;
        Protocol = protocol;
        Start = start;
    }

    internal Journal Journal { get; }

    internal SessionKey Key { get; }

    /// <summary>Unique within one run: <c>s1</c>, <c>s2</c>, …</summary>
    public string Id { get; }

    /// <summary>Slug. A session that so far only fetched a token from a service that several protocols share may still change it.</summary>
    public string Protocol { get; internal set; }

    /// <summary>The peer's own id, where its protocol has one.</summary>
    public string? ClientId => Key.ClientId;

    /// <summary>The account, key name or endpoint that the session is grouped by; never a secret.</summary>
    public string? Peer => Key.Credential ?? Key.Endpoint;

    /// <summary>When the first frame was seen.</summary>
    public DateTimeOffset Started => Journal.Started.AddTicks(Start * 10);

    /// <summary>WebSocket connections so far.</summary>
    public int Sockets { get; private set; }

    /// <summary>WebSocket connections that are open.</summary>
    public int OpenSockets { get; internal set; }

    /// <summary>Microseconds since the journal began.</summary>
    internal long Start { get; }

    /// <summary>When its followers saw its last frame.</summary>
    public DateTimeOffset LastSeen => Journal.Started.AddTicks(LastAt * 10);

    /// <summary><see cref="LastSeen"/> in microseconds since the journal began.</summary>
    internal long LastAt { get; set; }

    /// <summary>Who sees every frame of it.</summary>
    internal IJournalObserver[] Followers
    {
        get => _followers;
        set
        {
            _followers = value;
            foreach (var connection in _connections) connection.IsFollowed = value.Length > 0;
        }
    }

    internal bool IsEmpty => _connections.Count == 0;

    /// <summary>A copy of all frames still held, in the order they were seen.</summary>
    public IReadOnlyList<Frame> Frames()
    {
        lock (Journal.Sync)
        {
            var frames = new List<Frame>();
            foreach (var connection in _connections) connection.CopyTo(frames, Start);
            // Stable: frames of one connection keep their order even within the same microsecond.
            return [.. frames.OrderBy(frame => frame.T)];
        }
    }

    /// <summary>What kept a message of the client from setting off a rule of a scenario; null where nothing did.</summary>
    internal NearMiss? NearMiss(Frame frame)
    {
        lock (Journal.Sync) return _connections.Find(connection => connection.Number == frame.Connection)?.NearMiss(frame.Index);
    }

    /// <summary>The name that the server knows one of its connections by; null for an HTTP exchange, and for what the journal has forgotten.</summary>
    /// <param name="number">The frames' number of the connection.</param>
    public string? ConnectionId(int number)
    {
        lock (Journal.Sync)
        {
            var (low, high) = (0, _connections.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                var connection = _connections[middle];
                if (connection.Number == number) return connection.Id;
                if (connection.Number < number) low = middle + 1;
                else high = middle - 1;
            }

            return null;
        }
    }

    /// <summary>The names that the server knows its connections by, those included that are over; what the journal has forgotten is not among them.</summary>
    internal IReadOnlyList<string> ConnectionIds()
    {
        lock (Journal.Sync) return [.. _connections.Select(connection => connection.Id).OfType<string>()];
    }

    /// <summary>The session as a transcript, secrets and all.</summary>
    public Transcript ToTranscript() => new(Header, Frames());

    internal TranscriptHeader Header => new() { Session = Id, Protocol = Protocol, Started = Started };

    internal void Add(JournalConnection connection)
    {
        connection.Session = this;
        connection.Number = ++_numbers;
        connection.IsFollowed = _followers.Length > 0;
        if (connection.IsSocket)
        {
            connection.Socket = ++Sockets;
            if (!connection.IsEnded) OpenSockets++;
        }

        _connections.Add(connection);
    }

    internal void Remove(JournalConnection connection) => _connections.Remove(connection);
}
