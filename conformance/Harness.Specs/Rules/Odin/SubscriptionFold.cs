using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Odin;

/// <summary>Market data comes for what is subscribed and not for what was given up.</summary>
internal sealed class SubscriptionFold(OdinSession session) : Fold
{
    private const string EitherWay = "odin.unsubscribe.001";
    private const string NoMore = "odin.unsubscribe.002";
    private const string Asked = "odin.market-data.005";

    /// <summary>An unsubscribe that nobody answers counts after this time.</summary>
    private static readonly long Unanswered = Seconds.Of(5);

    public static IReadOnlyList<string> Clauses { get; } = [EitherWay, NoMore, Asked];

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Of(frame.Connection) is not { } connection || session.Message is not { } message) return;
        if (session.Answered is { Kind: RequestKind.Unsubscribe, NamesStocks: true } request && message.Type == "error")
        {
            findings.Report(EitherWay, frame, "An unsubscribe request is refused", "a subscription_response", $"an error: {OdinMessage.Text(message.Root, "message"u8)}");
        }

        if (message.Type != "market_data" || WordOf(message) is not { } word) return;
        findings.Applied();
        if (connection.Client.DroppedAt(word) is { } dropped)
        {
            if (frame.T > dropped.From) ReportDropped(frame, word, dropped, findings);
        }
        else if (!connection.Client.HasAskedFor(word))
        {
            if (!connection.Client.IsOpenEnded) findings.Report(Asked, frame, "Data comes for a stock that was not subscribed", "data for subscribed stocks alone", word);
        }
        else if (connection.Pending.Any(pending => pending.Kind == RequestKind.Unsubscribe && frame.T - pending.T > Unanswered && pending.Items.Any(item => session.Names.WordOf(item) == word)))
        {
            findings.Report(NoMore, frame, "Data comes for a stock that was unsubscribed", $"no more of {word}", "market_data");
        }
    }

    private static void ReportDropped(FrameView frame, string word, Dropped dropped, FindingSink findings)
    {
        if (dropped.InOtherWords)
        {
            findings.Report(EitherWay, frame, "A stock cannot be unsubscribed by symbol when it was subscribed by token, or the other way round", $"no more of {word}", "market_data");
        }
        else
        {
            findings.Report(NoMore, frame, "Data comes for a stock that was unsubscribed", $"no more of {word}", "market_data");
        }
    }

    /// <summary>The stock, by its symbol; the message rule judges messages without one.</summary>
    private string? WordOf(OdinMessage message) =>
        OdinMessage.Text(message.Root, "symbol"u8) is { Length: > 0 } symbol ? session.Names.WordOf(symbol) : null;
}
