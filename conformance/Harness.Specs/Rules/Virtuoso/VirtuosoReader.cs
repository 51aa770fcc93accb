using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>A subscription counts once it is acknowledged, since a server may refuse it; orders come from elsewhere.</summary>
internal sealed class VirtuosoReader(VirtuosoSession session) : TradingReader
{
    private const int Most = 10_000;

    /// <summary>A stream repeats few subscriptions many times: each is put into words once.</summary>
    private readonly Dictionary<SubscriptionKey, string> _words = [];

    protected override void Read(FrameView frame)
    {
        if (!frame.IsText(Party.Server) || session.Of(frame.Connection) is null) return;
        if (session.Server is not { } message)
        {
            Oddity = Oddity.Malformed;
            return;
        }

        if (message is { Event: "subscribed", Answers: { } subscribed })
        {
            foreach (var key in subscribed.Keys) Ask(Word(key));
        }
        else if (message is { Event: "unsubscribed", Answers: { } unsubscribed })
        {
            foreach (var key in unsubscribed.Keys) Drop(Word(key));
        }
        else if (message.Channel is not null)
        {
            Flow(Word(message.Key));
        }

        Oddity = OddityOf(message);
    }

    private string Word(SubscriptionKey key)
    {
        if (_words.TryGetValue(key, out var word)) return word;
        word = key.ToString();
        if (_words.Count < Most) _words.Add(key, word);
        return word;
    }

    private Oddity OddityOf(ServerMessage message)
    {
        if (message.Event is null && message.Channel is null)
        {
            var isNamed = message.HasChannel || (message.Root.TryGetProperty("event"u8, out var name) && name.ValueKind == JsonValueKind.String);
            return isNamed ? Oddity.UnknownKind : Oddity.Malformed;
        }

        return session.UnknownField is null ? Oddity.None : Oddity.UnknownField;
    }
}
