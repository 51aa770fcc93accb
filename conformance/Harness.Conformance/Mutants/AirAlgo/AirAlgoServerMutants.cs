namespace Harness.Conformance.Mutants.AirAlgo;

/// <summary>Servers of the AirAlgo document, each broken in one way.</summary>
internal static class AirAlgoServerMutants
{
    private const string Token = "/api/token";
    private const string Socket = "/socket/websocket";
    private const string Login = "airalgo.login.001";
    private const string Join = "airalgo.join.001";
    private const string Subscribe = "airalgo.subscribe.001";
    private const string Orders = "airalgo.order.003";
    private const string Reply = "{ event: phx_reply }";
    private const string Error = "{ event: phx_reply, payload: { status: error } }";
    private const string Price = "{ \"2885\": { ltp: 5, ltq: 1, ltt: \"2025-01-09T12:53:00Z\" } }";
    private const string Prices = "{ event: ltp }";
    private const string Response = "{ event: order_response }";

    public static IReadOnlyList<ServerMutant> All { get; } =
    [
        Broken("token-404", ["airalgo.token.002"], Reject(Token, "{ status: 404 }"), Login),
        Broken("token-member", ["airalgo.token.005"], Reject(Token, "{ status: 200, body: { status: ok, token: abc } }"), Login) with { Also = ["airalgo.token.002"] },
        Broken("token-refusal", ["airalgo.token.006"], Reject(Token, "{ status: 403, body: { detail: no } }"), "airalgo.login.003"),
        Broken("token-405", ["airalgo.token.002", "airalgo.token.007"], Reject(Token, "{ status: 405 }"), Login),
        Broken("admission-403", ["airalgo.connect.002"], Reject(Socket, "{ status: 403 }"), Join),
        Replace("reply-status", ["airalgo.join.004"], Reply, "/payload/status", "7", Join),
        Replace("reply-ref", ["airalgo.envelope.003"], Reply, "/ref", "other", Join),
        Replace("reply-topic", ["airalgo.envelope.004"], Reply, "/topic", "api:other", Join),
        Replace("join-response", ["airalgo.join.005"], Reply, "/payload/response/session", "1", Join),
        Sent("join-unanswered", ["airalgo.join.003"], Reply, "discard", Join),
        Replace("key-reason", ["airalgo.join.009"], Error, "/payload/response/reason", "denied", "airalgo.join.003"),
        Replace("key-for-token-reason", ["airalgo.join.009"], Error, "/payload/response/reason", "Invalid API Key", "airalgo.join.003"),
        Replace("bad-key-reason", ["airalgo.join.007"], Error, "/payload/response/reason", "denied", "airalgo.join.002"),
        Broken("serves-whom-it-refused", ["airalgo.join.010"], $"  - on: message\n    where: {{ event: subscribe }}\n    do: [ {{ send: {{ event: ltp, payload: {Price}, ref: null, topic: \"api:demo-key\" }} }} ]", "airalgo.unmatched.004"),
        Replace("second-join-refused", ["airalgo.phoenix.004"], "{ event: phx_reply, ref: \"2\" }", "/payload", "{ response: { reason: already joined }, status: error }", "airalgo.join.005"),
        Replace("unmatched-reason", ["airalgo.join.011"], Error, "/payload/response/reason", "join first", "airalgo.unmatched.001"),
        Sent("unmatched-unanswered", ["airalgo.join.010"], Error, "discard", "airalgo.unmatched.001"),
        Replace("price-ref", ["airalgo.envelope.005"], Prices, "/ref", "\"5\"", "airalgo.subscribe.005"),
        Replace("price-text", ["airalgo.ltp.002"], Prices, "/payload/2885/ltp", "\"five\"", Subscribe),
        Replace("price-fraction", ["airalgo.ltp.003"], Prices, "/payload/2885/ltp", "1372.6", Subscribe),
        Replace("price-quantity", ["airalgo.ltp.004"], Prices, "/payload/2885/ltq", "-1", Subscribe),
        Replace("price-negative", ["airalgo.ltp.007"], Prices, "/payload/2885/ltp", "-137260", Subscribe),
        Broken("time-goes-back", ["airalgo.ltp.008"], $"  - on: sent\n    where: {Prices}\n    every: 2\n    do: [ {{ replace: {{ /payload/2885/ltt: \"2025-01-09T12:53:00Z\" }} }} ]", Subscribe),
        Broken("second-subscription-replaces-the-first", ["airalgo.subscribe.003"], "  - on: message\n    where: { event: subscribe, payload: { list: [\"22\"] } }\n    do: [ { set-state: { first: gone } }, pass ]\n  - on: sent\n    where: { event: ltp, payload: { \"2885\": { exists: true } } }\n    state: { first: gone }\n    do: [ discard ]", "airalgo.subscribe.006"),
        Replace("price-extra", ["airalgo.envelope.011"], Prices, "/payload/2885/oi", "7", Subscribe),
        Broken("first-price-missing", ["airalgo.subscribe.005"], $"  - on: sent\n    where: {Prices}\n    times: 1\n    do: [ {{ replace: {{ /payload: {{}} }} }} ]", Subscribe),
        Broken("never-updates", ["airalgo.subscribe.003"], $"  - on: sent\n    where: {Prices}\n    times: 1\n    do: [ {{ replace: {{ /ref: null }} }} ]\n  - on: sent\n    where: {Prices}\n    do: [ discard ]", Subscribe),
        Broken("price-of-another", ["airalgo.subscribe.004"], $"  - on: sent\n    where: {Prices}\n    every: 2\n    do: [ {{ replace: {{ /payload/25: {{ ltp: 5, ltq: 1, ltt: \"2025-01-09T12:53:00Z\" }} }} }} ]", Subscribe),
        Replace("unsubscribed-strangers", ["airalgo.unsubscribe.006"], "{ event: unsubscribe }", "/payload/tokens", "[\"2885\", \"25\"]", "airalgo.subscribe.004"),
        Replace("unsubscribed-nothing", ["airalgo.unsubscribe.005"], "{ event: unsubscribe }", "/payload/tokens", "[]", "airalgo.subscribe.004"),
        Sent("unsubscribe-unanswered", ["airalgo.unsubscribe.002"], "{ event: unsubscribe }", "discard", "airalgo.subscribe.004"),
        Replace("order-number", ["airalgo.response.011"], "{ event: order_response, payload: { status: Executed } }", "/payload/order_number", "5", Orders),
        Replace("order-transaction", ["airalgo.response.012"], "{ event: order_response, payload: { status: Executed } }", "/payload/transaction_id", "500", Orders),
        Sent("order-unconfirmed", ["airalgo.response.005"], "{ event: order_response, payload: { status: Pending } }", "discard", Orders),
        Replace("order-price", ["airalgo.response.015"], Response, "/payload/price", "5.5", Orders),
        Replace("order-side", ["airalgo.response.016"], Response, "/payload/buy_sell", "\"2\"", "airalgo.order.004"),
        Replace("order-message", ["airalgo.response.009"], Response, "/payload/message", "done", Orders),
        Replace("order-time", ["airalgo.response.019"], Response, "/payload/timestamp", "2025-01-14 18:56:26", Orders),
        Sent("order-rejected-twice", ["airalgo.response.010"], Response, "duplicate", "airalgo.order.005"),
        Sent("bad-order-unanswered", ["airalgo.response.001"], Response, "discard", "airalgo.order.005"),
        Replace("refusal-reason", ["airalgo.execution.002"], Response, "/payload/error", "null", "airalgo.order.005"),
        Replace("malformed-reason", ["airalgo.envelope.010"], Error, "/payload/response/reason", "what", "airalgo.error.002"),
        AsleepAt("close-unanswered", ["rfc6455.close.004"], "airalgo.close.001"),
        AsleepAt("takes-unmasked-frames", ["rfc6455.mask.003"], "airalgo.wire.004"),
        AsleepAt("takes-reserved-bits", ["rfc6455.frame.014"], "airalgo.wire.005"),
        AsleepAt("takes-bad-text", ["rfc6455.text.004"], "airalgo.wire.006"),
        Replace("heartbeat-refused", ["airalgo.phoenix.001"], "{ event: phx_reply, topic: phoenix }", "/payload", "{ response: { reason: no }, status: error }", "airalgo.phoenix.001"),
    ];

    private static ServerMutant Broken(string what, string[] clauses, string rules, params string[] cases) =>
        new() { Id = $"airalgo.server.{what}", Protocol = "airalgo", Clauses = clauses, Rules = rules, Cases = cases };

    private static ServerMutant Sent(string what, string[] clauses, string where, string deed, params string[] cases) =>
        Broken(what, clauses, $"  - on: sent\n    where: {where}\n    do: [ {deed} ]", cases);

    private static ServerMutant Replace(string what, string[] clauses, string where, string pointer, string value, params string[] cases) =>
        Sent(what, clauses, where, $"{{ replace: {{ {pointer}: {value} }} }}", cases);

    /// <summary>Lets anybody join and then neither reads nor writes.</summary>
    private static ServerMutant AsleepAt(string what, string[] clauses, string one) => Broken(what, clauses, "  - on: message\n    where: { event: phx_join }\n    do: [ pass, stall ]", one);

    private static string Reject(string path, string answer) => $"  - on: http\n    path: {path}\n    do: [ {{ reject: {answer} }} ]";
}
