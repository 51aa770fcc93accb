using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Odin;

/// <summary>Subscription Methods 1 to 3: what a subscribe request is answered with. The document's own table says which stocks any server knows.</summary>
internal sealed class SubscribeFold(OdinSession session) : ReplyFold(session)
{
    private const string Normalised = "odin.request.005";
    private const string BySymbol = "odin.subscribe.001";
    private const string ByToken = "odin.subscribe.002";
    private const string Mixed = "odin.subscribe.003";
    private const string Success = "odin.subscribe.004";
    private const string SymbolName = "odin.subscribe.006";
    private const string TokenName = "odin.subscribe.007";
    private const string UnknownReported = "odin.subscribe.008";
    private const string UnknownListed = "odin.subscribe.009";
    private const string Order = "odin.subscribe.010";
    private const string Total = "odin.subscribe.011";
    private const string AllUnknown = "odin.subscribe.012";
    private const string CountedOnce = "odin.subscribe.013";
    private const string Bounds = "odin.subscribe.018";

    /// <summary>Requests that an error answered, although some of their stocks must be known: an answer for those may still come.</summary>
    private readonly Waits<OdinRequest> _others = new();

    /// <summary>Stocks that an answer passes over: an error about them may still come.</summary>
    private readonly Dictionary<OdinRequest, string> _unreported = [];
    private readonly Waits<OdinRequest> _reports = new();

    public static IReadOnlyList<string> Clauses { get; } =
        [Normalised, BySymbol, ByToken, Mixed, Success, SymbolName, TokenName, UnknownReported, UnknownListed, Order, Total, AllUnknown, CountedOnce, Bounds];

    public override void OnTime(long now, FindingSink findings)
    {
        base.OnTime(now, findings);
        foreach (var request in _others.TakeDue(now, findings))
        {
            findings.Report(
                UnknownReported, request.Frame, "One error answers the whole request, although some of its stocks are in the document's table", "the others subscribed",
                "no answer for them");
        }

        foreach (var request in _reports.TakeDue(now, findings))
        {
            if (!_unreported.Remove(request, out var item)) continue;
            findings.Report(UnknownReported, request.Frame, "A stock is neither subscribed nor reported", $"{item} in failed_stocks, or an error about it", "neither");
        }
    }

    protected override bool Concerns(OdinRequest request) => request is { Kind: RequestKind.Subscribe, NamesStocks: true };

    protected override void Silent(OdinConnection connection, OdinRequest request, FindingSink findings) =>
        ReportSilence(Success, request, "a subscription_response", findings);

    protected override void Unasked(FrameView frame, OdinConnection connection, OdinMessage message, FindingSink findings)
    {
        if (message.Type != "error" || Session.Answered is not null) return;
        foreach (var request in _unreported.Keys.Where(request => ReferenceEquals(request.Connection, frame.Connection)).Take(1).ToList())
        {
            _unreported.Remove(request);
            _reports.Stop(request);
            findings.Report(UnknownListed, frame, "A stock that is not known is reported by an error", "the stock in failed_stocks", Show(message));
        }
    }

    protected override void Answered(FrameView frame, OdinConnection connection, OdinRequest request, OdinMessage message, FindingSink findings)
    {
        if (message.Type == "error")
        {
            JudgeError(frame, connection, request, message, findings);
            return;
        }

        var isReported = _others.Stop(request);
        if (isReported) findings.Report(UnknownListed, frame, "A stock that is not known is reported by an error", "the stock in failed_stocks", "an error before this answer");
        var answer = new SubscribeAnswer(request, message);
        if (message.Status != "success")
        {
            var clause = answer.Granted.Count == 0 && answer.Failed.Count > 0 ? AllUnknown : Success;
            findings.Report(clause, frame, "The request is served with another status", "status success", $"status {message.Status ?? "none"}");
            return;
        }

        if (!answer.HasLists) return;
        foreach (var item in answer.Items)
        {
            if (!isReported || item.Outcome != SubscribeOutcome.Missing || StockNames.IsDocumented(item.Plain)) JudgeItem(frame, request, item, answer, findings);
        }

        JudgeOrder(frame, answer, findings);
        if (!connection.IsChanging) JudgeTotal(frame, connection, answer, message, findings);
    }

    private void JudgeError(FrameView frame, OdinConnection connection, OdinRequest request, OdinMessage message, FindingSink findings)
    {
        // Outside market hours an error is one of the document's own answers.
        if (connection.MarketOpen == false || HoursFold.SpeaksOfClosing(message)) return;
        var plain = request.Items.Where(item => !string.IsNullOrWhiteSpace(item)).Select(StockNames.Plain).ToList();
        if (!plain.Exists(StockNames.IsDocumented))
        {
            findings.Report(AllUnknown, frame, "A request whose stocks may all be unknown is answered with an error", "status success, the stocks in failed_stocks", Show(message));
        }
        else if (!plain.TrueForAll(StockNames.IsDocumented))
        {
            _others.Start(request, frame.T + Patience, findings);
        }
        else
        {
            var isMixed = plain.Exists(StockNames.IsToken) && !plain.TrueForAll(StockNames.IsToken);
            findings.Report(isMixed ? Mixed : Success, frame, "Stocks of the document's table are refused", "subscription_response with status success", Show(message));
        }
    }

    private void JudgeItem(FrameView frame, OdinRequest request, SubscribeItem item, SubscribeAnswer answer, FindingSink findings)
    {
        switch (item.Outcome)
        {
            case SubscribeOutcome.Failed or SubscribeOutcome.Missing when StockNames.IsDocumented(item.Plain):
                var clause = item.Plain != item.Sent ? Normalised : item.IsToken ? ByToken : BySymbol;
                findings.Report(
                    clause, frame, $"{item.Sent} of the document's table is not subscribed", $"{item.Plain} subscribed", item.Outcome == SubscribeOutcome.Failed ? "it is in failed_stocks" : "it is in neither list");
                break;
            case SubscribeOutcome.Missing:
                _unreported.TryAdd(request, item.Sent);
                _reports.Start(request, frame.T + Patience, findings);
                break;
            case SubscribeOutcome.OtherName:
                findings.Report(item.IsToken ? TokenName : SymbolName, frame, $"{item.Sent} is listed under another name", item.Name, $"among {string.Join(", ", answer.Granted.Take(8))}");
                break;
        }
    }

    private static void JudgeOrder(FrameView frame, SubscribeAnswer answer, FindingSink findings)
    {
        var expected = answer.Items.Where(item => item.Outcome == SubscribeOutcome.Subscribed).Select(item => item.Name).Distinct().ToList();
        var actual = answer.Granted.Distinct().ToList();
        if (expected.Count == actual.Count && !expected.SequenceEqual(actual))
        {
            findings.Report(Order, frame, "The answer has another order than the request", string.Join(", ", expected.Take(8)), string.Join(", ", actual.Take(8)));
        }
    }

    private static void JudgeTotal(FrameView frame, OdinConnection connection, SubscribeAnswer answer, OdinMessage message, FindingSink findings)
    {
        if (Numbers.Read(message.Data, "total_subscribed"u8) is not { } total) return;
        var client = connection.Client;

        // A name that the document does not have may stand there by mistake.
        var here = answer.Granted.Select(name => StockNames.Plain(StockNames.SymbolIn(name) ?? name)).Where(StockNames.IsDocumented).Distinct().Count();
        if (total < here || (total > client.Items && !client.IsOpenEnded))
        {
            var bounds = client.IsOpenEnded ? $"at least {Numbers.Show(here)}" : here == client.Items ? Numbers.Show(here) : $"{Numbers.Show(here)} to {Numbers.Show(client.Items)}";
            findings.Report(Bounds, frame, "total_subscribed is no count of what is subscribed", bounds, Numbers.Show(total));
            return;
        }

        if (client.IsOpenEnded) return;
        var least = client.Held.Count;
        var most = client.Asked.Union(client.Earlier).Count();
        if (total >= least && total <= most) return;
        var expected = least == most ? Numbers.Show(least) : $"{least} to {most}";
        var twice = answer.Items.Count > answer.Items.Select(item => item.Plain).Distinct().Count() || answer.Items.Any(item => item.IsToken);
        findings.Report(total > most && twice ? CountedOnce : Total, frame, "total_subscribed counts something else", $"{expected}: all that the client has, each stock once", Numbers.Show(total));
    }
}
