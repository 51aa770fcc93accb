using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Prices come only for what is subscribed. A subscription counts from the request on, its end from the answer on.</summary>
internal sealed class SubscriptionFold(AirAlgoSession session) : Fold
{
    private const string OnlySubscribed = "airalgo.subscribe.004";
    private const string NoLonger = "airalgo.unsubscribe.004";

    public static IReadOnlyList<string> Clauses { get; } = [OnlySubscribed, NoLonger];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Server is not { Event: "ltp", Payload.ValueKind: JsonValueKind.Object } message) return;
        if (session.Of(frame.Connection)?.Find(message.Topic) is not { Subscribed.Count: < TopicState.Most } topic) return;
        findings.Applied();
        foreach (var token in message.Payload.EnumerateObject())
        {
            if (topic.Subscribed.ContainsKey(token.Name)) continue;
            if (topic.Unsubscribed.Contains(token.Name))
            {
                findings.Report(NoLonger, frame, "A price comes for a token that was unsubscribed", "none", AirAlgoWords.Short(token.Name));
            }
            else
            {
                findings.Report(OnlySubscribed, frame, "A price comes for a token that was not subscribed", "tokens of the client's subscribe", AirAlgoWords.Short(token.Name));
            }
        }
    }
}
