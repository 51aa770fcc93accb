using Harness.Fixtures.Transcripts;
using Harness.Mocks.Scripting;

namespace Harness.Mocks.Journal;

/// <summary>What crossed one connection, or one HTTP exchange. Guarded by the journal's lock.</summary>
public sealed class JournalConnection
{
    private readonly Queue<JournalBlock> _blocks = new();
    private JournalBlock? _last;

    internal JournalConnection(Journal journal, bool isSocket)
    {
        Journal = journal;
        IsSocket = isSocket;
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

    /// <summary>Frames seen, those included that the journal has forgotten.</summary>
    public long Seen { get; private set; }

    internal long Forgotten { get; private set; }

    /// <summary>When its first frame was seen, in microseconds since the journal began.</summary>
    internal long? FirstAt { get; private set; }

    /// <summary>Which life of the journal it belongs to: what a cleared journal had open is not written down any more.</summary>
    internal int Epoch { get; init; }

    internal bool IsEnded { get; set; }

    internal bool IsEmpty => _blocks.Count == 0;

    /// <summary>Adds an entry; returns a block when a new one had to be started.</summary>
    internal JournalBlock? Add(in JournalEntry entry, int payloadBytes, out long growth)
    {
        JournalBlock? started = null;
        growth = payloadBytes;
        if (_last is null || _last.IsFull)
        {
            started = _last = JournalBlock.After(_last, this);
            _blocks.Enqueue(started);
            growth += started.Bytes;
        }

        _last.Add(entry, payloadBytes);
        FirstAt ??= entry.At;
        Seen++;
        return started;
    }

    /// <summary>Writes beside a frame. False where it is forgotten.</summary>
    internal bool Annotate(long index, NearMiss miss)
    {
        if (Find(index, out var entry) is not { } block) return false;
        block.Annotate(entry, miss);
        return true;
    }

    /// <summary>What kept a message from setting off a rule of a scenario; null where nothing did.</summary>
    internal NearMiss? NearMiss(long index) => Find(index, out var entry) is { } block ? block.Entries[entry].Detail as NearMiss : null;

    /// <summary>Forgets the oldest block.</summary>
    internal void Forget()
    {
        var block = _blocks.Dequeue();
        if (block == _last) _last = null;
        Forgotten += block.Count;
    }

    private JournalBlock? Find(long index, out int entry)
    {
        entry = (int)(index - Forgotten);
        if (entry < 0) return null;
        foreach (var block in _blocks)
        {
            if (entry < block.Count) return block;
            entry -= block.Count;
        }

        return null;
    }

    /// <summary>All frames still held, a gap frame first where some are forgotten.</summary>
    internal void CopyTo(List<Frame> frames, long sessionStart)
    {
        var index = (int)Forgotten;
        if (Forgotten > 0)
        {
            var at = _blocks.TryPeek(out var oldest) ? oldest.Entries[0].At : sessionStart;
            frames.Add(new Frame
            {
                T = Math.Max(0, at - sessionStart),
                Connection = Number,
                Index = index - 1,
                From = Party.Server,
                Kind = FrameKind.Gap,
                Frames = Forgotten,
            });
        }

        foreach (var block in _blocks)
        {
            foreach (ref readonly var entry in block.Entries) frames.Add(entry.ToFrame(sessionStart, Number, index++));
        }
    }
}
