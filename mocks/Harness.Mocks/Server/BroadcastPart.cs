using System.Runtime.InteropServices;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Wire;

namespace Harness.Mocks.Server;

/// <summary>
/// A connection's part of what is broadcast: the topics it hears, the messages it takes of a burst, and how they come to stand in its transcript. Under the
/// <see cref="World"/>'s gate.
/// </summary>
internal sealed class BroadcastPart(Journal.Journal journal, JournalConnection log, WireConnection wire)
{
    private readonly List<Topic> _topics = [];
    private List<BurstRange>? _taken;
    private BurstRange _taking;
    private bool _isShared;
    private bool _refuses;

    /// <summary>Whether messages are still taken.</summary>
    public bool IsOpen => !_refuses && wire.IsOpen;

    /// <summary>Whether it has taken something of the present burst.</summary>
    public bool HasTaken => _taking.Count > 0;

    /// <summary>Whether broadcasts are written down for it and others at once, instead of for it alone.</summary>
    public bool IsShared
    {
        get => _isShared;
        set
        {
            if (value == _isShared) return;
            _isShared = value;
            foreach (var topic in _topics)
            {
                if (value) journal.Join(log, topic.Journal);
                else journal.Leave(log, topic.Journal);
            }
        }
    }

    /// <summary>Shares unless somebody follows its session: then each message is written down for it alone.</summary>
    /// <returns>Whether it shares.</returns>
    public bool ShareIfUnfollowed() => IsShared = !log.IsFollowed;

    /// <summary>Writes down a broadcast that it is about to take, for it alone.</summary>
    public void WriteDown(FrameKind kind, ReadOnlyMemory<byte> payload) => journal.Record(log, kind, Party.Server, payload);

    /// <summary>A topic has it among its subscribers now.</summary>
    public void Hold(Topic topic)
    {
        _topics.Add(topic);
        if (_isShared) journal.Join(log, topic.Journal);
    }

    /// <summary>A topic has it among its subscribers no more.</summary>
    public void LetGo(Topic topic)
    {
        _topics.Remove(topic);
        if (_isShared) journal.Leave(log, topic.Journal);
    }

    /// <summary>Takes the message of the present burst that follows the one it took last; false if that was another.</summary>
    public bool TakeNext(int index)
    {
        if (_taking.End != index || index <= 0 || !_isShared) return false;
        _taking = _taking with { End = index + 1 };
        return true;
    }

    /// <summary>Takes a message of the present burst; true if it is the first.</summary>
    public bool Take(int index)
    {
        if (HasTaken && _taking.End == index)
        {
            _taking = _taking with { End = index + 1 };
            return false;
        }

        var isFirst = !HasTaken;
        if (!isFirst) (_taken ??= []).Add(_taking);
        _taking = new BurstRange(index, index + 1);
        return isFirst;
    }

    /// <summary>Puts what it took of the present burst into the outbox.</summary>
    /// <param name="sequences">Where the burst's messages stand in the journal.</param>
    /// <returns>How many messages were dealt with.</returns>
    public int Share(WireBurst burst, List<long> sequences)
    {
        if (!HasTaken) return 0;
        var last = _taking;
        _taking = default;
        if (_taken is not { Count: > 0 }) return Share(burst, sequences, [last]);
        _taken.Add(last);
        var taken = Share(burst, sequences, CollectionsMarshal.AsSpan(_taken));
        _taken.Clear();
        return taken;
    }

    private int Share(WireBurst burst, List<long> sequences, ReadOnlySpan<BurstRange> ranges)
    {
        var taken = wire.SendShared(burst, ranges);
        var left = taken;
        foreach (var range in ranges)
        {
            left -= range.Count;
            if (left >= 0) continue;

            // It is closing or over: what it did not take was not sent to it.
            _refuses = true;
            if (_isShared) journal.LeaveAll(log, sequences[range.End + left] is > 0 and var written ? written : long.MaxValue);
            break;
        }

        return taken;
    }
}
