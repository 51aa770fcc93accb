namespace Harness.Conformance.Mutants.HedgeTech;

/// <summary>Servers of the TSE and IFB document, each broken in one way.</summary>
internal static class TseServerMutants
{
    private const string Streams = "/data-engine/*";
    private const string Login = "/auth/user/token/issue";
    private const string Stream = "ht-tse.subscribe.001";
    private const string Derivative = "IRO9FOLD0001";
    private const string Fund = "IRT3SATF0001";

    public static IReadOnlyList<ServerMutant> All { get; } =
    [
        Broken("token-member", ["ht-tse.auth.006"], Reject(Login, "{ status: 200, body: { token: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.AAAA } }")) with { Cases = ["ht-tse.login.001"], Also = ["ht-tse.auth.002"] },
        Broken("token-no-jwt", ["ht-tse.auth.007"], Reject(Login, "{ status: 200, body: { Authorization: secret } }")) with { Cases = ["ht-tse.login.001"], Also = ["ht-tse.auth.002", "ht-tse.auth.010"] },
        Broken("login-errors", ["ht-tse.auth.017"], Reject(Login, "{ status: 400, body: { detail: wrong } }")) with { Cases = ["ht-tse.login.002"] },
        Broken("admission-500", ["ht-tse.connect.005"], Reject(Streams, "{ status: 500 }")) with { Cases = [Stream] },
        Broken("admission-404", ["ht-tse.connect.001"], Reject(Streams, "{ status: 404 }")) with { Cases = [Stream] },
        Broken("rejection-500", ["ht-tse.errors.001"], Reject(Streams, "{ status: 500 }")) with { Cases = ["ht-tse.reject.002"] },
        Broken("rejection-status", ["ht-tse.connect.013"], Reject(Streams, "{ status: 400 }")) with { Cases = ["ht-tse.reject.001"] },
        Broken("rejection-bearer", ["ht-tse.auth.023"], null) with { Change = options => options with { Stances = new Dictionary<string, string> { ["ht.bearer"] = "accept" } } },
        Broken("expiry", ["ht-tse.auth.026"], null) with
        {
            Cases = [Stream],
            Change = options => options with { TokenLifetime = TimeSpan.FromSeconds(3601), PeerTimeProvider = new LateClock(options.TimeProvider, TimeSpan.FromHours(1)) },
        },
        Sent("stream-symbol", ["ht-tse.connect.010"], "{ symbolIsin: IRTKMOFD0001 }", "discard") with { Cases = [Stream] },
        Sent("stream-channel", ["ht-tse.connect.011"], "{ channel: order-book }", "discard") with { Cases = [Stream] },
        Sent("stream-nothing", ["ht-tse.connect.009"], "{ channel: { exists: true } }", "discard") with { Cases = [Stream] },
        Broken("stream-stops", ["ht-tse.connect.009"], "  - on: open\n    do: [ { after: 500ms }, stall ]") with { Cases = [Stream] },
        Broken("client-frames", ["ht-tse.connect.016"], "  - on: message\n    do: [ { close: { code: 1003, reason: not understood } } ]") with { Cases = ["ht-tse.subscribe.005"] },
        Replace("envelope-channel", ["ht-tse.envelope.002"], "{ channel: ohlcv-last-1m }", "/channel", "candles"),
        Replace("envelope-timestamp", ["ht-tse.envelope.005"], "{ channel: ohlcv-last-1m }", "/timestamp", "5"),
        Replace("subscription-symbol", ["ht-tse.envelope.009"], "{ symbolIsin: IRTKMOFD0001 }", "/symbolIsin", "IRO1FOLD0001") with { Also = ["ht-tse.connect.010"] },
        Replace("timestamp-digits", ["ht-tse.envelope.011"], "{ channel: ohlcv-last-1m }", "/timestamp", "\"2026-03-02T09:30:00.123\""),
        Replace("payload-text", ["ht-tse.ohlcv.002"], "{ channel: ohlcv-last-1m }", "/data/volume", "\"12\""),
        Replace("best-limit-count", ["ht-tse.best-limit.006"], "{ channel: best-limit }", "/data/1/buy_order_count", "-1"),
        Replace("order-book-count", ["ht-tse.order-book.006"], "{ channel: order-book, data: { Buy: [ { price: { exists: true } } ] } }", "/data/Buy/0/count", "-1"),
        Replace("ohlcv-low", ["ht-tse.ohlcv.003"], "{ channel: ohlcv-last-1m }", "/data/low", "999999999"),
        Replace("aggregate-count", ["ht-tse.aggregate.004"], "{ channel: aggregate }", "/data/trade_count", "-5"),
        Replace("investors-count", ["ht-tse.investors.003"], "{ channel: institutional-vs-individual }", "/data/buy_count_individual", "-1"),
        Replace("contract-interest", ["ht-tse.contract.003"], "{ channel: contract-info }", "/data/open_interest", "-1") with { Cases = [Stream], Symbols = [Derivative, Fund] },
        Replace("fund-units", ["ht-tse.fund.004"], "{ channel: fund-info }", "/data/units", "-1"),
        Replace("extras", ["ht-tse.envelope.015"], "{ channel: ohlcv-last-1m }", "/novelty", "1"),
        Broken("accept-key", ["rfc6455.handshake.009"], $"  - on: http\n    path: {Streams}\n    do: [ {{ corrupt: accept-key }} ]") with { Cases = [Stream], Also = ["ht-tse.connect.009"] },
        Sent("frame-masked", ["rfc6455.mask.002"], "{ channel: ohlcv-last-1m }", "{ corrupt: masked }") with { Cases = [Stream], Also = ["ht-tse.connect.009"] },
        Sent("frame-reserved-bit", ["rfc6455.frame.002"], "{ channel: ohlcv-last-1m }", "{ corrupt: reserved-bits }") with { Cases = [Stream], Also = ["ht-tse.connect.009"] },
        Sent("text-not-utf8", ["rfc6455.text.002"], "{ channel: ohlcv-last-1m }", "{ corrupt: utf-8 }") with { Cases = [Stream], Also = ["ht-tse.connect.009"] },
        Broken("no-pong", ["rfc6455.ping.002"], "  - on: open\n    do: [ withhold-pong ]") with { Cases = ["ht-tse.ping.001"] },
        Broken("no-close", ["rfc6455.close.004"], "  - on: open\n    do: [ stall ]") with { Cases = ["ht-tse.close.001"] },
        Broken("unmasked-ignored", ["rfc6455.mask.003"], "  - on: open\n    do: [ stall ]") with { Cases = ["ht-tse.wire.005"] },
        Broken("reserved-bit-ignored", ["rfc6455.frame.014"], "  - on: open\n    do: [ stall ]") with { Cases = ["ht-tse.wire.006"] },
        Broken("bad-utf8-ignored", ["rfc6455.text.004"], "  - on: open\n    do: [ stall ]") with { Cases = ["ht-tse.wire.007"] },
        Broken("close-code", ["rfc6455.close.010"], "  - on: open\n    do: [ { after: 1s }, { close: { code: 1005, reason: none, deliberate: true } } ]") with { Cases = [Stream], Also = ["ht-tse.connect.009"] },
        Broken("breaks-off", ["ht-tse.connect.009"], "  - on: open\n    do: [ { after: 2s }, { close: { code: 1011, reason: feed interrupted } } ]") with { Cases = [Stream] },
    ];

    private static ServerMutant Broken(string what, string[] clauses, string? rules) =>
        new() { Id = $"ht-tse.server.{what}", Protocol = "ht-tse", Clauses = clauses, Rules = rules };

    private static ServerMutant Sent(string what, string[] clauses, string where, string deed) =>
        Broken(what, clauses, $"  - on: sent\n    where: {where}\n    do: [ {deed} ]");

    private static ServerMutant Replace(string what, string[] clauses, string where, string pointer, string value) =>
        Sent(what, clauses, where, $"{{ replace: {{ {pointer}: {value} }} }}") with { Cases = [Stream] };

    private static string Reject(string path, string answer) => $"  - on: http\n    path: {path}\n    do: [ {{ reject: {answer} }} ]";
}
