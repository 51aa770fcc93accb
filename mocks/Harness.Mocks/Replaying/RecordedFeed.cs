using System.Globalization;
using System.Text;
using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Replaying;

/// <summary>
/// The market data of recordings in the place of a simulated market: it begins with the first subscription, keeps the recorded gaps on the mock's clock,
/// and is delivered to those who are subscribed to what it is about. Once nobody is, the next begins it anew. All calls come under the world's gate.
/// </summary>
internal sealed class RecordedFeed : IDisposable
{
    private readonly World _world;
    private readonly List<(TimeSpan After, Action Play)> _messages;
    private readonly Dictionary<object, object> _last = [];
    private ITimer? _timer;
    private DateTimeOffset _began;
    private int _subscriptions;
    private int _next;

    /// <exception cref="MockServerException">There is nothing in the recordings that anybody could subscribe to here.</exception>
    public RecordedFeed(World world, IReadOnlyList<IProtocolMock> protocols, IReadOnlyList<Transcript> transcripts)
    {
        _world = world;
        _messages = Read(protocols, transcripts, out var others);
        if (_messages.Count == 0)
        {
            var slugs = string.Join(", ", transcripts.Select(transcript => transcript.Header.Protocol).Distinct().DefaultIfEmpty("nothing"));
            throw new MockServerException(string.Create(CultureInfo.InvariantCulture,
                $"feed: expected market data of {string.Join(", ", protocols.Select(protocol => protocol.Slug))}, but in {transcripts.Count} recorded sessions of {slugs} none of {others} server messages is of an instrument that is known here"));
        }

        world.Log(MockLogLevel.Notice, "feed", null, string.Create(CultureInfo.InvariantCulture, $"{_messages.Count} recorded messages over {_messages[^1].After.TotalSeconds:0.#} s; {others} others are no market data of instruments known here"));
    }

    /// <summary>What was said last about something; null where nothing was yet.</summary>
    public T? Last<T>(object about)
        where T : class => _last.GetValueOrDefault(about) as T;

    /// <summary>Brings messages to their topics, and to who subscribes later.</summary>
    public void Publish(IReadOnlyList<(Topic Topic, WireMessage Message)> said)
    {
        foreach (var (topic, message) in said)
        {
            Remember(topic, message);
            topic.Publish(message);
        }
    }

    public void Remember(object about, object said) => _last[about] = said;

    /// <summary>Somebody subscribed.</summary>
    public void Hold()
    {
        if (++_subscriptions > 1) return;
        _last.Clear();
        _next = 0;
        _began = _world.Now;
        _timer ??= _world.Schedule(Timeout.InfiniteTimeSpan, Beat);
        Arm();
    }

    /// <summary>Somebody went.</summary>
    public void Release()
    {
        if (--_subscriptions == 0) _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer?.Dispose();

    private void Beat()
    {
        if (_subscriptions == 0) return;
        while (_next < _messages.Count && DueAt(_next) <= _world.Now) _messages[_next++].Play();
        Arm();
    }

    private void Arm()
    {
        if (_next == _messages.Count)
        {
            _world.Log(MockLogLevel.Notice, "feed", null, "the recording is over; no more data comes until everybody has left and somebody subscribes");
            return;
        }

        var wait = DueAt(_next) - _world.Now;
        _timer!.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private DateTimeOffset DueAt(int message) => _began + _messages[message].After;

    /// <summary>Everything that can be played, in the order of time; each protocol's first message comes at once.</summary>
    private static List<(TimeSpan After, Action Play)> Read(IReadOnlyList<IProtocolMock> protocols, IReadOnlyList<Transcript> transcripts, out int others)
    {
        var messages = new List<(string Slug, DateTimeOffset At, Action Play)>();
        var heard = new Dictionary<string, (int Session, int Connection)>();
        others = 0;
        for (var session = 0; session < transcripts.Count; session++)
        {
            var header = transcripts[session].Header;
            var protocol = protocols.FirstOrDefault(protocol => protocol.Slug == header.Protocol);
            foreach (var frame in transcripts[session].Frames.Where(frame => frame is { Kind: FrameKind.Text, From: Party.Server }))
            {
                // Two recorded clients heard the same broadcast: it was sent to each, and is one message.
                var place = (session, frame.Connection);
                var words = $"{header.Protocol} {Encoding.UTF8.GetString(frame.Payload.Span)}";
                if (!heard.TryAdd(words, place) && heard[words] != place) continue;
                if (protocol is not null && Read(protocol, frame) is { } play) messages.Add((header.Protocol, header.TimeOf(frame), play));
                else others++;
            }
        }

        var starts = messages.GroupBy(message => message.Slug).ToDictionary(group => group.Key, group => group.Min(message => message.At));
        return [.. messages.Select(message => (message.At - starts[message.Slug], message.Play)).OrderBy(message => message.Item1)];
    }

    private static Action? Read(IProtocolMock protocol, Frame frame)
    {
        try
        {
            using var document = JsonDocument.Parse(frame.Payload);
            return document.RootElement.ValueKind == JsonValueKind.Object ? protocol.ReadRecorded(document.RootElement.Clone(), frame.Payload) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // What the recorded server said is no JSON, or half a character: nobody here would say so.
            return null;
        }
    }
}
