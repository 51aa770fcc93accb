namespace Harness.Specs.Rules.Odin;

/// <summary>Subscription Methods 5: what get_subscriptions is answered with.</summary>
internal sealed class SubscriptionsFold(OdinSession session) : ReplyFold(session)
{
    private const string Success = "odin.subscriptions.001";
    private const string Exactly = "odin.subscriptions.003";
    private const string Total = "odin.subscriptions.004";
    private const string SamePlace = "odin.subscriptions.005";
    private const string Adds = "odin.subscribe.017";
    private const string Unsubscribes = "odin.unsubscribe.001";

    public static IReadOnlyList<string> Clauses { get; } = [Success, Exactly, Total, SamePlace, Adds, Unsubscribes];

    protected override bool Concerns(OdinRequest request) => request.Kind == RequestKind.GetSubscriptions;

    protected override void Silent(OdinConnection connection, OdinRequest request, FindingSink findings) => ReportSilence(Success, request, "type subscriptions", findings);

    protected override void Answered(FrameView frame, OdinConnection connection, OdinRequest request, OdinMessage message, FindingSink findings)
    {
        if (message.Type != "subscriptions" || message.Status != "success")
        {
            findings.Report(Success, frame, "get_subscriptions is not answered as documented", "type subscriptions, status success", Show(message));
            if (message.Type != "subscriptions") return;
        }

        // Lists of another shape are the message rule's; nobody can count them.
        if (!StockNames.IsList(message.Data, "subscribed_tokens"u8) || !StockNames.IsList(message.Data, "subscribed_symbols"u8)) return;
        var tokens = StockNames.Read(message.Data, "subscribed_tokens"u8);
        var symbols = StockNames.Read(message.Data, "subscribed_symbols"u8);
        if (Numbers.Read(message.Data, "total_subscribed"u8) is { } total && (total != tokens.Count || total != symbols.Count))
        {
            findings.Report(
                Total, frame, "total_subscribed is not the length of the lists", $"{tokens.Count} tokens and {symbols.Count} symbols to be as many", Numbers.Show(total));
        }

        for (var i = 0; i < Math.Min(tokens.Count, symbols.Count); i++)
        {
            if (StockNames.DocumentedSymbol(tokens[i]) is not { } symbol || StockNames.Plain(symbols[i]) == symbol) continue;
            findings.Report(SamePlace, frame, $"Place {i + 1} of the lists holds two stocks", $"{symbol} beside {tokens[i]}", symbols[i]);
            break;
        }

        if (!connection.IsChanging) JudgeStocks(frame, connection.Client, [.. symbols.Select(StockNames.Plain)], findings);
    }

    /// <summary>What was granted here must be there; what nobody asked for must not. What should have been restored is the session rule's.</summary>
    private void JudgeStocks(FrameView frame, OdinClient client, HashSet<string> listed, FindingSink findings)
    {
        // A token that nothing has explained cannot be compared with symbols.
        var missing = client.Held.Where(word => !listed.Contains(word) && !StockNames.IsToken(word)).ToList();
        if (missing.Count > 0)
        {
            var isReplaced = listed.SetEquals(client.Latest) && !missing.Exists(client.Latest.Contains);
            findings.Report(
                isReplaced ? Adds : Exactly, frame,
                isReplaced ? "Stocks are gone since the client subscribed others" : "Stocks are missing that the client has subscribed", Show(missing), Show(listed));
        }

        if (client.IsOpenEnded || client.Asked.Any(StockNames.IsToken)) return;
        var surplus = listed.Where(word => !client.HasAskedFor(word)).ToList();
        var kept = surplus.FindAll(word => client.DroppedAt(word) is not null);
        if (kept.Count > 0) findings.Report(Unsubscribes, frame, "Stocks are still there that the client has unsubscribed", $"none of {Show(kept)}", Show(listed));
        surplus.RemoveAll(kept.Contains);
        if (surplus.Count > 0) findings.Report(Exactly, frame, "Stocks are listed that the client has not subscribed", $"none but {Show(client.Asked)}", Show(surplus));
    }

    private static string Show(IReadOnlyCollection<string> words) => words.Count == 0 ? "nothing" : string.Join(", ", words.Take(8)) + (words.Count > 8 ? ", …" : "");
}
