using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>A subscription counts once it is acknowledged, since a server may refuse it; orders come from elsewhere.</summary>
internal sealed class VirtuosoReader(VirtuosoSession session) : TradingReader
{
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
            foreach (var key in subscribed.Keys) Ask(key.ToString());
        }
        else if (message is { Event: "unsubscribed", Answers: { } unsubscribed })
        {
            foreach (var key in unsubscribed.Keys) Drop(key.ToString());
        }
        else if (message.Channel is not null)
        {
            Flow(message.Key.ToString());
        }

        Oddity = OddityOf(message);
    }

    private static Oddity OddityOf(ServerMessage message)
    {
        if (message.Event is null && message.Channel is null)
        {
            var isNamed = message.HasChannel || (message.Root.TryGetProperty("event"u8, out var name) && name.ValueKind == JsonValueKind.String);
            return isNamed ? Oddity.UnknownKind : Oddity.Malformed;
        }

        return KnownFields.FindUnknown(message) is null ? Oddity.None : Oddity.UnknownField;
    }
}
