using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.Odin;

/// <summary>Subscriptions are requests, and belong to the client_id: who comes back under it has them again without asking.</summary>
internal sealed class OdinReader(OdinSession session) : TradingReader
{
    protected override void Read(FrameView frame)
    {
        if (session.Of(frame.Connection) is not { } connection) return;
        if (session.Request is { } request)
        {
            foreach (var word in request.Items.Where(item => !string.IsNullOrWhiteSpace(item)).Select(session.Names.WordOf).Distinct())
            {
                if (request.Kind == RequestKind.Subscribe) Ask(word);
                else if (request.Kind == RequestKind.Unsubscribe) Drop(word);
            }
        }
        else if (frame.IsText(Party.Server))
        {
            ReadMessage(connection);
        }
    }

    private void ReadMessage(OdinConnection connection)
    {
        if (session.Message is not { } message || message.Type.Length == 0)
        {
            Oddity = Oddity.Malformed;
            return;
        }

        if (!OdinFields.IsKnown(message.Type)) Oddity = Oddity.UnknownKind;
        else if (OdinFields.Surplus(message).Unknown is not null) Oddity = Oddity.UnknownField;
        if (message.Type == "welcome" && connection.Restored is null or > 0)
        {
            foreach (var word in connection.Client.Asked) Flow(word);
        }
        else if (message.Type == "market_data" && OdinMessage.Text(message.Root, "symbol"u8) is { } symbol)
        {
            Flow(session.Names.WordOf(symbol));
        }
    }
}
