namespace Harness.Conformance.Mutants.Odin;

/// <summary>Servers of the Odin Streamer guide, each broken in one way.</summary>
internal static class OdinServerMutants
{
    private const string Path = "/enhanced-stream";
    private const string Greeted = "odin.connect.001";
    private const string OwnId = "odin.connect.002";
    private const string BySymbol = "odin.subscribe.001";
    private const string ByToken = "odin.subscribe.002";
    private const string Mixed = "odin.subscribe.003";
    private const string Unknown = "odin.subscribe.005";
    private const string Adding = "odin.subscribe.009";
    private const string Unsubscribe = "odin.unsubscribe.001";
    private const string List = "odin.subscriptions.001";
    private const string Status = "odin.market-status.001";
    private const string Ping = "odin.ping.001";
    private const string Empty = "odin.errors.001";
    private const string Restore = "odin.session.001";

    public static IReadOnlyList<ServerMutant> All { get; } =
    [
        Broken("admission-404", ["odin.connect.002"], Reject("{ status: 404 }"), Greeted),
        Broken("admission-id", ["odin.connect.006"], Reject("{ status: 400 }"), OwnId),
        Replace("welcome-type", ["odin.connect.007"], "{ type: welcome }", "/type", "hello", Greeted),
        Replace("welcome-id", ["odin.connect.006"], "{ type: welcome }", "/client_id", "somebody", OwnId),
        Replace("welcome-status", ["odin.welcome.001"], "{ type: welcome }", "/status", "success", Ping),
        Replace("welcome-words", ["odin.welcome.002"], "{ type: welcome }", "/data/message", "5", Ping),
        Replace("reply-id", ["odin.message.004"], "{ type: pong }", "/client_id", "somebody", Ping),
        Replace("message-status", ["odin.message.002"], "{ type: pong }", "/status", "fine", Ping),
        Replace("message-seconds", ["odin.message.006"], "{ type: pong }", "/timestamp", "1772431200", Ping),
        Replace("message-kind", ["odin.market-data.003"], "{ type: market_data }", "/data/ltp", "\"1365.5\"", BySymbol),
        Replace("subscribe-lists", ["odin.subscribe.005"], "{ type: subscription_response }", "/data/failed_stocks", "none", Mixed),
        Replace("subscribe-names", ["odin.subscribe.007"], "{ type: subscription_response }", "/data/subscribed_stocks", "[SBIN, RELIANCE, TCS, INFY, HDFCBANK]", ByToken),
        Replace("subscribe-tokens", ["odin.subscribe.002"], "{ type: subscription_response }", "/data", "{ action: subscribe, subscribed_stocks: [], failed_stocks: [\"3045\", \"2885\", \"11536\", \"1594\", \"1333\"], total_subscribed: 0 }", ByToken) with { Also = ["odin.market-data.005"] },
        Replace("subscribe-unknown", ["odin.subscribe.008"], "{ type: subscription_response }", "/data/failed_stocks", "[]", Unknown),
        Replace("subscribe-unknown-taken", ["odin.subscribe.008"], "{ type: subscription_response }", "/data", "{ action: subscribe, subscribed_stocks: [NO_SUCH_STOCK, SBIN], failed_stocks: [], total_subscribed: 2 }", Unknown),
        Replace("subscribe-total", ["odin.subscribe.018"], "{ type: subscription_response }", "/data/total_subscribed", "7", BySymbol),
        Replace("subscribe-action", ["odin.subscribe.005"], "{ type: subscription_response }", "/data/action", "unsubscribe", BySymbol),
        Replace("subscribe-replaces", ["odin.subscribe.017"], "{ type: subscriptions }", "/data", "{ subscribed_tokens: [\"2885\"], subscribed_symbols: [RELIANCE], total_subscribed: 1 }", Adding),
        Broken("unsubscribe-deaf", ["odin.unsubscribe.002"], OnMessage("unsubscribe", "{ type: subscription_response, status: success, data: { action: unsubscribe, unsubscribed_stocks: [SBIN], total_subscribed: 0 } }"), Unsubscribe) with { Change = static options => options with { Rate = 1 } },
        Broken("unsubscribe-refused", ["odin.unsubscribe.001"], OnMessage("unsubscribe", "{ type: error, status: error, message: no }"), Unsubscribe),
        Replace("unsubscribe-answer", ["odin.unsubscribe.003"], "{ data: { action: unsubscribe } }", "/data", "{ action: unsubscribe }", Unsubscribe),
        Replace("subscriptions-total", ["odin.subscriptions.004"], "{ type: subscriptions }", "/data/total_subscribed", "7", List),
        Replace("subscriptions-numbers", ["odin.subscriptions.002"], "{ type: subscriptions }", "/data/subscribed_tokens", "[3045, 2885, 11536]", List),
        Replace("subscriptions-more", ["odin.subscriptions.003"], "{ type: subscriptions }", "/data", "{ subscribed_tokens: [\"3045\", \"2885\", \"11536\", \"1594\"], subscribed_symbols: [SBIN, RELIANCE, TCS, INFY], total_subscribed: 4 }", List),
        Replace("market-status-nothing", ["odin.market-status.002"], "{ type: market_status }", "/data", "{}", Status),
        Broken("pong-error", ["odin.ping.001"], OnMessage("ping", "{ type: error, status: error, message: no }"), Ping),
        Replace("pong-data", ["odin.ping.002"], "{ type: pong }", "/data", "{}", Ping),
        Broken("error-empty-taken", ["odin.errors.002"], OnMessage("subscribe", "{ type: subscription_response, status: success, data: { action: subscribe, subscribed_stocks: [], failed_stocks: [], total_subscribed: 0 } }"), Empty),
        Replace("error-text", ["odin.errors.003"], "{ type: error }", "/message", "what?", Empty),
        Broken("data-of-others", ["odin.market-data.005"], "  - on: sent\n    where: { type: market_data }\n    every: 2\n    do: [ { replace: { /symbol: WIPRO, /token: \"99001\", /data/symbol: WIPRO, /data/token: \"99001\" } } ]", BySymbol),
        Broken("data-missing", ["odin.market-data.006"], "  - on: sent\n    where: { type: market_data, symbol: RELIANCE }\n    do: [ discard ]", BySymbol),
        Broken("data-none", ["odin.market-data.006"], "  - on: sent\n    where: { type: market_data }\n    do: [ discard ]", ByToken),
        Replace("data-close", ["odin.market-data.009"], "{ type: market_data }", "/data/close", "1.0", BySymbol),
        Replace("data-zone", ["odin.market-data.017"], "{ type: market_data }", "/data/last_updated", "\"2026-03-02T06:00:00Z\"", BySymbol),
        Broken("data-volume", ["odin.market-data.015"], "  - on: sent\n    where: { type: market_data }\n    every: 4\n    do: [ { replace: { /data/volume: 1 } } ]", BySymbol),
        Broken("session-forgotten", ["odin.session.001"], null, Restore) with { Change = static options => options with { Stances = new Dictionary<string, string> { ["odin.restore"] = "none" } } },
        Replace("session-halved", ["odin.session.001"], "{ type: subscriptions }", "/data", "{ subscribed_tokens: [\"2885\"], subscribed_symbols: [RELIANCE], total_subscribed: 1 }", Restore),
        Replace("hours-data", ["odin.hours.001"], "{ type: welcome }", "/data/market_open", "false", BySymbol),
        Replace("hours-untold", ["odin.hours.002"], "{ type: market_status }", "/data/market_open", "false", Status) with { Also = ["odin.hours.001"] },
        AsleepAt("takes-unmasked-frames", ["rfc6455.mask.003"], "odin.wire.005"),
        AsleepAt("takes-reserved-bits", ["rfc6455.frame.014"], "odin.wire.006"),
        AsleepAt("takes-bad-text", ["rfc6455.text.004"], "odin.wire.007"),
        AsleepAt("close-unanswered", ["rfc6455.close.004"], "odin.close.001"),
        Broken("no-pong", ["rfc6455.ping.002"], "  - on: open\n    do: [ withhold-pong ]", "odin.ping.003"),
        Replace("extras-field", ["odin.message.010"], "{ type: pong }", "/novelty", "1", Ping),
        Replace("extras-type", ["odin.message.009"], "{ type: market_data, symbol: RELIANCE }", "/type", "market_tick", BySymbol),
    ];

    private static ServerMutant Broken(string what, string[] clauses, string? rules, params string[] cases) =>
        new() { Id = $"odin.server.{what}", Protocol = "odin", Clauses = clauses, Rules = rules, Cases = cases };

    private static ServerMutant Replace(string what, string[] clauses, string where, string pointer, string value, string @case) =>
        Broken(what, clauses, $"  - on: sent\n    where: {where}\n    do: [ {{ replace: {{ {pointer}: {value} }} }} ]", @case);

    /// <summary>Answers an action in place of the built-in behaviour.</summary>
    private static string OnMessage(string action, string answer) => $"  - on: message\n    where: {{ action: {action} }}\n    do: [ {{ send: {answer} }} ]";

    /// <summary>Greets anybody and then neither reads nor writes.</summary>
    private static ServerMutant AsleepAt(string what, string[] clauses, string one) => Broken(what, clauses, "  - on: open\n    do: [ stall ]", one);

    private static string Reject(string answer) => $"  - on: http\n    path: {Path}\n    do: [ {{ reject: {answer} }} ]";
}
