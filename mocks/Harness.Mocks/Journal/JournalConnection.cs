using Harness.Fixtures.Transcripts;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Journal;

/// <summary>
/// What crossed one connection, or one HTTP exchange: what it alone said and heard, and ranges of what was broadcast. Guarded by the journal's lock.
/// </summary>
internal sealed class JournalConnection
{
    private readonly OwnStrand _own;
    private readonly List<JournalRange> _ranges = [];
    private long _left;
    private volatile bool _isFollowed;

    internal JournalConnection(Journal journal, bool isSocket)
    {
        Journal = journal;
        IsSocket = isSocket;
        _own = new OwnStrand(this);
    }

    internal Journal Journal { get; }

    /// <summary>False for an HTTP exchange.</summary>
    public bool IsSocket { get; }

    /// <summary>Null until it is known whose connection this is.</summary>
    public JournalSession? Session { get; internal set; }

    /// <summary>Number within the session, from 1; 0 while there is none.</summary>
    public int Number { get; internal set; }

    /// <summary>Which of its session's sockets this is, from 1; 0 while there is no session, and for an HTTP exchange.</summary>
    public int Socket { get; internal set; }

    /// <summary>The name that the server knows the socket by, <c>c3</c>; null for an HTTP exchange and a handshake that became no connection.</summary>
    public string? Id { get; internal set; }

    /// <summary>Frames seen, those included that the journal has forgotten.</summary>
    public long Seen
    {
        get
        {
            var seen = _own.End + _left;
            foreach (var range in _ranges) seen += range.Length;
            return seen;
        }
    }

    /// <summary>When its first frame was seen, in microseconds since the journal began.</summary>
    internal long? FirstAt { get; private set; }

    /// <summary>The protocol it most likely belongs to.</summary>
    internal string Slug { get; init; } = "";

    /// <summary>Which life of the journal it belongs to: what a cleared journal had open is not written down any more.</summary>
    internal int Epoch { get; init; }

    internal bool IsEnded { get; set; }

    /// <summary>The last thing written is its end, so that broadcasts are forgotten before.</summary>
    internal bool IsEmpty => _own.Count == 0;

    /// <summary>Whether somebody sees every frame as it is written: broadcasts are then written for this connection by itself. May be read without the lock.</summary>
    internal bool IsFollowed
    {
        get => _isFollowed;
        set => _isFollowed = value;
    }

    internal JournalStrand Own => _own;

    internal void Add(in JournalEntry entry)
    {
        _own.Add(entry);
        FirstAt ??= entry.At;
    }

    /// <summary>From now on it gets what is broadcast there.</summary>
    internal void Join(JournalTopic topic)
    {
        Prune();
        _ranges.Add(new JournalRange(topic, topic.End, null));
    }

    /// <summary>From now on it gets nothing more of it.</summary>
    internal void Leave(JournalTopic topic)
    {
        var at = _ranges.FindLastIndex(range => range.Topic == topic && range.End is null);
        if (at < 0) return;
        if (_ranges[at].Length == 0) _ranges.RemoveAt(at);
        else _ranges[at] = _ranges[at] with { End = topic.End };
    }

    /// <summary>It got nothing of what was written from <paramref name="sequence"/> on.</summary>
    internal void LeaveAll(long sequence)
    {
        for (var i = _ranges.Count - 1; i >= 0; i--)
        {
            var range = _ranges[i];
            if (range.End is not null) continue;
            var end = Math.Max(range.First, range.Topic.Find(sequence));
            if (end == range.First) _ranges.RemoveAt(i);
            else _ranges[i] = range with { End = end };
        }
    }

    /// <summary>What kept a message from setting off a rule of a scenario; null where nothing did.</summary>
    /// <param name="index">The frame's, in the connection.</param>
    internal NearMiss? NearMiss(long index)
    {
        var (low, high) = (_own.First, _own.End);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (IndexOf(middle) < index) low = middle + 1;
            else high = middle;
        }

        return low < _own.End && IndexOf(low) == index ? _own[low].Detail as NearMiss : null;
    }

    /// <summary>All frames still held, a gap frame first where some are forgotten.</summary>
    internal void CopyTo(List<Frame> frames, long sessionStart) => CopyTo(frames, sessionStart, Number);

    /// <summary>The same, under another number.</summary>
    internal void CopyTo(List<Frame> frames, long sessionStart, int number)
    {
        var held = new List<JournalEntry>(_own.Count);
        for (var i = _own.First; i < _own.End; i++) held.Add(_own[i]);
        foreach (var range in _ranges)
        {
            var end = range.End ?? range.Topic.End;
            for (var i = Math.Max(range.First, range.Topic.First); i < end; i++) held.Add(range.Topic[i]);
        }

        if (_ranges.Count > 0) held.Sort(static (one, other) => one.Sequence.CompareTo(other.Sequence));
        var forgotten = Seen - held.Count;
        if (forgotten > 0)
        {
            frames.Add(new Frame
            {
                T = held.Count > 0 ? Math.Max(0, held[0].At - sessionStart) : 0,
                Connection = number,
                Index = (int)forgotten - 1,
                From = Party.Server,
                Kind = FrameKind.Gap,
                Frames = forgotten,
            });
        }

        var index = (int)forgotten;
        foreach (var entry in held) frames.Add(entry.ToFrame(sessionStart, number, index++));
    }

    /// <summary>Where what it alone said or heard stands among all its frames.</summary>
    private long IndexOf(long number)
    {
        var index = number + _left;
        foreach (var range in _ranges)
        {
            var before = range.Topic.Find(_own[number].Sequence);
            index += Math.Clamp(before, range.First, range.First + range.Length) - range.First;
        }

        return index;
    }

    /// <summary>Lets go of ranges that are forgotten, but not of how long they were.</summary>
    private void Prune()
    {
        for (var i = _ranges.Count - 1; i >= 0; i--)
        {
            if (_ranges[i] is not { End: { } end } range || end > range.Topic.First) continue;
            _left += range.Length;
            _ranges.RemoveAt(i);
        }
    }
}

/// <summary>What one connection alone said and heard.</summary>
internal sealed class OwnStrand(JournalConnection owner) : JournalStrand
{
    public JournalConnection Owner => owner;
}
