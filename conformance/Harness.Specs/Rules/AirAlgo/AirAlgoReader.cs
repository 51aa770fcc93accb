using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules.Trading;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>A token is subscribed once its first price comes, since the server leaves out what it does not know; every ltp serves its tokens.</summary>
internal sealed class AirAlgoReader(AirAlgoSession session) : TradingReader
{
    private const int Most = 10_000;

    /// <summary>Orders that were turned away, which may be sent again: once, not for ever.</summary>
    private readonly HashSet<string> _refused = [];

    protected override void Read(FrameView frame)
    {
        if (session.Request is { Kind: RequestKind.Order, IsJoined: true, Order: { } order }) Order = order.Text;
        if (session.Server is { IsError: true, Answers: { Kind: RequestKind.Order, Order: { } refused } } && _refused.Count < Most && _refused.Add(refused.Text)) Refused = refused.Text;
        if (!frame.IsText(Party.Server) || session.Of(frame.Connection) is null) return;
        if (session.Server is not { Event: not null } message)
        {
            Oddity = Oddity.Malformed;
            return;
        }

        if (message is { Event: "ltp", Payload.ValueKind: JsonValueKind.Object })
        {
            foreach (var token in message.Payload.EnumerateObject())
            {
                if (message.Answers is not null) Ask(token.Name);
                Flow(token.Name);
            }
        }
        else if (message is { Event: "unsubscribe", Answers.Tokens: { } tokens })
        {
            foreach (var token in tokens) Drop(token);
        }

        Oddity = !KnownFields.IsEvent(message.Event) ? Oddity.UnknownKind : KnownFields.FindUnknown(message) is not null ? Oddity.UnknownField : Oddity.None;
    }
}
