namespace Harness.Conformance.Mutants.Virtuoso;

/// <summary>Servers of the Virtuoso document that converse wrongly, each in one way.</summary>
internal static class VirtuosoServerMutants
{
    private const string Path = "/ws";
    private const string Subscribe = "virtuoso.subscribe.001";
    private const string Books = "virtuoso.subscribe.004";
    private const string Unsubscribe = "virtuoso.unsubscribe.001";
    private const string SystemEvents = "virtuoso.subscribe.005";
    private const string WrongSignature = "virtuoso.auth.002";
    private const string Unauthenticated = "virtuoso.auth.004";
    private const string PingAnswered = "virtuoso.heartbeat.002";
    private const string PingUnanswered = "virtuoso.heartbeat.003";

    private const string Acknowledgement = "{ event: subscribed, channels: [market_data], params: { exchange: binance, symbols: [BTCUSDT] }, timestamp: \"{{unix-ms}}\" }";
    private const string Ping = "{ event: ping, timestamp: \"{{unix-ms}}\" }";

    public static IReadOnlyList<ServerMutant> All { get; } =
    [
        Broken("admission", ["virtuoso.connect.002"], $"  - on: http\n    path: {Path}\n    do: [ {{ reject: {{ status: 404 }} }} ]", Subscribe),

        Sent("login-unanswered", ["virtuoso.auth.006"], "{ event: authenticated }", "discard", "virtuoso.auth.001"),
        Replace("login-success", ["virtuoso.auth.007"], "{ event: authenticated }", "/success", "1", Subscribe),
        Replace("login-timestamp", ["virtuoso.auth.007"], "{ event: authenticated }", "/timestamp", "now", Subscribe),
        Replace("login-failure-code", ["virtuoso.auth.008"], "{ event: error }", "/code", "403", WrongSignature),
        Replace("login-failure-words", ["virtuoso.auth.009"], "{ event: error }", "/message", "Go away", WrongSignature),
        Message("login-no-second-try", ["virtuoso.auth.011"], "{ action: authenticate }", $"pass, {Goodbye(1008, "Go away", 1008)}", "virtuoso.auth.010"),
        Message("login-tries-for-ever", ["virtuoso.auth.012"], "{ action: authenticate }", Error(401, "Authentication failed"), "virtuoso.auth.006"),
        Message("unauthenticated-served", ["virtuoso.connect.003"], "{ action: subscribe }", $"{{ send: {Acknowledgement} }}", Unauthenticated),
        Message("unauthenticated-code", ["virtuoso.auth.010"], "{ action: subscribe }", Error(403, "No"), Unauthenticated),

        Sent("subscribe-unanswered", ["virtuoso.subscribe.005"], "{ event: subscribed }", "discard", Subscribe),
        Replace("subscribed-channels", ["virtuoso.subscribe.006"], "{ event: subscribed }", "/channels", "[trades]", SystemEvents),
        Replace("subscribed-params", ["virtuoso.subscribe.007"], "{ event: subscribed }", "/params/symbols", "[ETHUSDT]", Subscribe),
        Replace("subscribed-timestamp", ["virtuoso.subscribe.008"], "{ event: subscribed }", "/timestamp", "now", Subscribe),
        Replace("subscribed-order", ["virtuoso.subscribe.011"], "{ event: subscribed }", "/channels", "[trades, orderbook]", Books),
        Replace("subscribed-extra-params", ["virtuoso.subscribe.014"], "{ event: subscribed }", "/params", "{ exchange: binance }", SystemEvents),
        Message("system-events-params", ["virtuoso.system-events.001"], "{ action: subscribe }", Error(400, "params is missing"), SystemEvents),
        Sent("nothing-comes", ["virtuoso.subscribe.009"], "{ channel: market_data }", "discard", Subscribe),
        Replace("unasked-data", ["virtuoso.subscribe.010"], "{ channel: market_data }", "/exchange", "kraken", Subscribe),
        Replace("default-type", ["virtuoso.market-data.009"], "{ channel: market_data }", "/type", "candle", Subscribe),
        Sent("unsubscribe-unanswered", ["virtuoso.unsubscribe.002"], "{ event: unsubscribed }", "discard", Unsubscribe),
        Replace("unsubscribed-channels", ["virtuoso.unsubscribe.003"], "{ event: unsubscribed }", "/channels", "[market_data, trades]", Unsubscribe),
        Replace("unsubscribed-params", ["virtuoso.unsubscribe.004"], "{ event: unsubscribed }", "/params/symbols", "[ETHUSDT]", Unsubscribe),
        Replace("unsubscribed-timestamp", ["virtuoso.unsubscribe.005"], "{ event: unsubscribed }", "/timestamp", "now", Unsubscribe),
        Message(
            "unsubscribed-goes-on", ["virtuoso.unsubscribe.006"], "{ action: unsubscribe }",
            $"{{ send: {Acknowledgement.Replace("subscribed", "unsubscribed", StringComparison.Ordinal)} }}", Unsubscribe) with { Change = static options => options with { Rate = 2 } },
        Broken(
            "unsubscribes-all", ["virtuoso.unsubscribe.007"],
            "  - on: open\n    do: [ { set-state: { left: false } } ]\n  - on: message\n    where: { action: unsubscribe }\n    do: [ { set-state: { left: true } }, pass ]\n"
            + "  - on: sent\n    where: { channel: market_data }\n    state: { left: true }\n    do: [ discard ]",
            Unsubscribe) with { Change = static options => options with { Rate = 2 } },
        Message("unsubscribe-refused", ["virtuoso.unsubscribe.008"], "{ action: unsubscribe }", Error(400, "not subscribed"), "virtuoso.unsubscribe.002"),

        Message("error-unanswered", ["virtuoso.errors.001"], "{ action: dance }", "discard", "virtuoso.error.002"),
        Replace("error-fields", ["virtuoso.errors.002"], "{ event: error }", "/message", "5", "virtuoso.error.002"),
        Replace("error-symbol-code", ["virtuoso.errors.003"], "{ event: error }", "/code", "404", "virtuoso.error.005"),
        Replace("error-action-code", ["virtuoso.errors.004"], "{ event: error }", "/code", "404", "virtuoso.error.002"),
        Replace("error-unknown-symbol-code", ["virtuoso.errors.005"], "{ event: error }", "/code", "403", "virtuoso.error.007"),
        Replace("error-read-only-code", ["virtuoso.errors.006"], "{ event: error }", "/code", "404", "virtuoso.error.006"),
        Message("error-served-in-part", ["virtuoso.subscribe.012"], "{ channels: [weather] }", $"{{ send: {Acknowledgement} }}", "virtuoso.error.008"),
        Replace("error-other-code", ["virtuoso.errors.009"], "{ event: error }", "/code", "499", "virtuoso.error.007"),

        Broken("ping-left-out", ["virtuoso.heartbeat.001"], "  - on: open\n    do: [ skip-ping ]", PingAnswered),
        Replace("ping-timestamp", ["virtuoso.heartbeat.002"], "{ event: ping }", "/timestamp", "now", PingAnswered),
        Broken("ping-forgiven", ["virtuoso.heartbeat.007"], "  - on: missed-pong\n    do: [ { log: forgiven } ]", PingUnanswered),
        Message("pong-punished", ["virtuoso.heartbeat.008"], "{ action: pong }", Goodbye(1008, "Heartbeat timeout", 1008), PingAnswered),
        Broken("ping-early", ["virtuoso.heartbeat.009"], $"  - on: open\n    do: [ {{ after: 12s }}, {{ send: {Ping} }} ]", PingAnswered),
        MissedPong("ping-end-words", ["virtuoso.heartbeat.011"], Goodbye(1011, "bye", 1011)),
        Broken("any-message-for-a-pong", ["virtuoso.heartbeat.010"], "  - on: missed-pong\n    do: [ { log: forgiven } ]", "virtuoso.heartbeat.005"),
        Message("client-ping-unanswered", ["virtuoso.heartbeat.012"], "{ action: ping }", "discard", "virtuoso.heartbeat.004"),

        MissedPong("close-unannounced", ["virtuoso.close.001"], "{ close: { code: 1008, reason: Heartbeat timeout } }"),
        MissedPong("close-fields", ["virtuoso.close.002"], "{ send: { event: close, message: Heartbeat timeout, code: 1008, timestamp: now } }, { close: { code: 1008, reason: Heartbeat timeout } }"),
        Message("close-announced-only", ["virtuoso.close.003"], "{ action: pong }", "pass, { send: { event: close, message: Server restart, code: 1001, timestamp: \"{{unix-ms}}\" } }", PingAnswered),
        MissedPong("close-other-code", ["virtuoso.close.004"], Goodbye(1001, "Heartbeat timeout", 1008)),
        MissedPong("close-own-code", ["virtuoso.close.005"], Goodbye(4000, "Heartbeat timeout", 4000)),

        AsleepAt("takes-reserved-bits", ["rfc6455.frame.014"], "virtuoso.wire.004"),
        AsleepAt("takes-unmasked-frames", ["rfc6455.mask.003"], "virtuoso.wire.005"),
        AsleepAt("close-unanswered", ["rfc6455.close.004"], "virtuoso.close.001"),
        Broken("no-pong-frame", ["rfc6455.ping.002"], "  - on: open\n    do: [ withhold-pong ]", "virtuoso.heartbeat.007"),
        AsleepAt("takes-bad-text", ["rfc6455.text.004"], "virtuoso.wire.006"),
    ];

    private static ServerMutant Broken(string what, string[] clauses, string rules, string one) =>
        new() { Id = $"virtuoso.server.{what}", Protocol = "virtuoso", Clauses = clauses, Rules = rules, Cases = [one] };

    private static ServerMutant Sent(string what, string[] clauses, string where, string deed, string one) =>
        Broken(what, clauses, $"  - on: sent\n    where: {where}\n    do: [ {deed} ]", one);

    private static ServerMutant Replace(string what, string[] clauses, string where, string pointer, string value, string one) =>
        Sent(what, clauses, where, $"{{ replace: {{ {pointer}: {value} }} }}", one);

    private static ServerMutant Message(string what, string[] clauses, string where, string deeds, string one) =>
        Broken(what, clauses, $"  - on: message\n    where: {where}\n    do: [ {deeds} ]", one);

    private static ServerMutant MissedPong(string what, string[] clauses, string deeds) => Broken(what, clauses, $"  - on: missed-pong\n    do: [ {deeds} ]", PingUnanswered);

    /// <summary>Lets anybody in and then neither reads nor writes.</summary>
    private static ServerMutant AsleepAt(string what, string[] clauses, string one) => Message(what, clauses, "{ action: authenticate }", "pass, stall", one);

    private static string Error(int code, string message) => $"{{ send: {{ event: error, code: {code}, message: {message}, timestamp: \"{{{{unix-ms}}}}\" }} }}";

    private static string Goodbye(int said, string message, int code) =>
        $"{{ send: {{ event: close, message: {message}, code: {said}, timestamp: \"{{{{unix-ms}}}}\" }} }}, {{ close: {{ code: {code}, reason: {message} }} }}";
}
