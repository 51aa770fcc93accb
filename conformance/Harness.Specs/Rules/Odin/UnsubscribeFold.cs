namespace Harness.Specs.Rules.Odin;

/// <summary>Subscription Methods 4: what an unsubscribe request is answered with, which the document leaves open.</summary>
internal sealed class UnsubscribeFold(OdinSession session) : ReplyFold(session)
{
    private const string Answer = "odin.unsubscribe.003";

    public static IReadOnlyList<string> Clauses { get; } = [Answer];

    protected override bool Concerns(OdinRequest request) => request is { Kind: RequestKind.Unsubscribe, NamesStocks: true };

    protected override void Answered(FrameView frame, OdinConnection connection, OdinRequest request, OdinMessage message, FindingSink findings)
    {
        if (message.Type != "subscription_response")
        {
            findings.Report(Answer, frame, "unsubscribe is answered with another type", "type subscription_response", Show(message));
            return;
        }

        if (OdinMessage.Text(message.Data, "action"u8) is { } action && action != "unsubscribe")
        {
            findings.Report(Answer, frame, "The answer to unsubscribe names another action", "data.action unsubscribe", OdinMessage.Short(action));
            return;
        }

        foreach (var name in (ReadOnlySpan<string>)["action", "unsubscribed_stocks", "total_subscribed"])
        {
            if (message.HasData && message.Data.TryGetProperty(name, out _)) continue;
            findings.Report(Answer, frame, $"data of the answer lacks {name}", "action, unsubscribed_stocks and total_subscribed", OdinMessage.Show(message.Data));
            return;
        }
    }

    protected override void Silent(OdinConnection connection, OdinRequest request, FindingSink findings) => ReportSilence(Answer, request, "a subscription_response", findings);
}
