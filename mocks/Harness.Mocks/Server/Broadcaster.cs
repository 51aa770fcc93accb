using Harness.Fixtures.Transcripts;
using Harness.Mocks.Metrics;
using Harness.Wire;

namespace Harness.Mocks.Server;

/// <summary>
/// Brings what is published to whoever is subscribed. A message is framed and written down once; what is published between <see cref="Gather"/> and
/// <see cref="Queue"/> reaches each connection in one write. Nobody is waited for: a connection that cannot take more is its outbox's affair.
/// All but <see cref="Write"/> is called under the <see cref="World"/>'s gate, so that peers are heard while a thousand sockets are written to.
/// </summary>
internal sealed class Broadcaster(Journal.Journal journal, Traffic traffic)
{
    /// <summary>A burst of this size is written before more is gathered: larger writes are not cheaper, and every outbox has room for it.</summary>
    private const int BurstBytes = 64 * 1024;

    private readonly WireBurst _burst = new();
    private readonly List<MockConnection> _takers = [];
    private List<MockConnection> _queued = [];
    private List<MockConnection> _writing = [];
    private readonly List<long> _sequences = [];
    private int _depth;

    // On the machine's clock, as how long it takes is nobody's to steer.
    private long _burstSince;
    private long _queuedSince;
    private long _writingSince;

    /// <summary>Messages published so far; each counts once, whoever gets it.</summary>
    public long Published { get; private set; }

    /// <summary>What is gathered should be written before more is published.</summary>
    public bool IsFull => _burst.Bytes >= BurstBytes;

    /// <summary>From here on messages wait for <see cref="Queue"/>.</summary>
    public void Gather() => _depth++;

    /// <summary>Puts what was gathered into the outboxes; <see cref="Write"/> sends it.</summary>
    public void Queue()
    {
        _depth--;
        Share(_queued);
    }

    /// <summary>Writes to every connection that <see cref="Queue"/> has queued something for. Not under the gate, and one caller at a time.</summary>
    public void Write()
    {
        // Only the one who gathers queues here, so that the two lists never meet.
        (_queued, _writing) = (_writing, _queued);
        _writingSince = _queuedSince;
        foreach (var connection in _writing) connection.Flush();
        if (_writing.Count > 0) traffic.Delivered(TimeProvider.System.GetElapsedTime(_writingSince));
        _writing.Clear();
    }

    public void Publish(Topic topic, WireMessage message)
    {
        Published++;
        _depth++;
        var index = -1;
        var isShared = false;
        var subscribers = topic.Subscribers;
        for (var i = subscribers.Count - 1; i >= 0; i--)
        {
            // Backwards, as a scenario that sees the message may end a subscription.
            if (i >= subscribers.Count) continue;
            var connection = subscribers[i];
            var part = connection.Part;
            if (part.TakeNext(index)) continue;
            if (connection.IsPlayedWith)
            {
                connection.Send(message);
                continue;
            }

            if (!part.IsOpen) continue;
            if (index < 0) index = Add(message);
            if (part.ShareIfUnfollowed()) isShared = true;
            else part.WriteDown(Kind(message), message.Payload);
            if (part.Take(index)) _takers.Add(connection);
        }

        if (isShared) _sequences[index] = journal.RecordBroadcast(topic.Journal, Kind(message), message.Payload);
        if (--_depth == 0) Share(null);
    }

    /// <summary>Puts into one outbox what is gathered for it, because something else is about to follow.</summary>
    public void ShareWith(MockConnection connection) => connection.Share(_burst, _sequences);

    private void Share(List<MockConnection>? queued)
    {
        if (_takers.Count == 0)
        {
            Clear();
            return;
        }

        foreach (var connection in _takers)
        {
            connection.Share(_burst, _sequences);
            if (queued is null) connection.Flush();
            else queued.Add(connection);
        }

        if (queued is null) traffic.Delivered(TimeProvider.System.GetElapsedTime(_burstSince));
        else _queuedSince = _burstSince;
        _takers.Clear();
        Clear();
    }

    private void Clear()
    {
        _burst.Clear();
        _sequences.Clear();
    }

    private int Add(WireMessage message)
    {
        if (_burst.Count == 0) _burstSince = TimeProvider.System.GetTimestamp();
        _sequences.Add(0);
        return _burst.Add(message);
    }

    private static FrameKind Kind(WireMessage message) => message.Opcode == WireOpcode.Text ? FrameKind.Text : FrameKind.Binary;
}
