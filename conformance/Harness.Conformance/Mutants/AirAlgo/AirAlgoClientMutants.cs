namespace Harness.Conformance.Mutants.AirAlgo;

/// <summary>Clients of the AirAlgo document, each broken in one way.</summary>
internal static class AirAlgoClientMutants
{
    private const string Subscribe = "airalgo.subscribe.003";
    private const string Cut = "airalgo.reconnect.001";
    private const string Order = "airalgo.order.002";

    public static IReadOnlyList<ClientMutant> All { get; } =
    [
        Broken("token-key", ["airalgo.token.003"], new() { TokenTarget = static key => $"/api/token?key={key}" }, Subscribe),
        Broken("socket-path", ["airalgo.connect.001"], new() { SocketTarget = "/socket" }, Subscribe),
        Broken("socket-version", ["airalgo.connect.004"], new() { SocketTarget = "/socket/websocket?vsn=2.0.0" }, Subscribe),
        Broken("no-ref", ["airalgo.envelope.001"], Says("subscribe", text => text[..text.LastIndexOf(",\"ref\"", StringComparison.Ordinal)] + "}"), Subscribe),
        Broken("topic-without-key", ["airalgo.envelope.007"], Says("phx_join", text => text.Replace("api:", "orders:", StringComparison.Ordinal)), Subscribe) with { Also = ["airalgo.subscribe.001"] },
        Broken("join-without-token", ["airalgo.join.001"], Says("phx_join", text => text.Replace("access_token", "token", StringComparison.Ordinal)), Subscribe) with { Also = ["airalgo.subscribe.001"] },
        Broken("subscribes-first", ["airalgo.join.002"], new() { SubscribesFirst = true }, Subscribe),
        Broken("tokens-as-numbers", ["airalgo.subscribe.001"], Says("subscribe", text => text.Replace("\"2885\"", "2885", StringComparison.Ordinal)), Subscribe),
        Broken("subscribes-over-and-over", ["airalgo.subscribe.008"], new() { SubscribesEvery = TimeSpan.FromMilliseconds(300) }, Subscribe) with { Also = ["duties.pace.002"] },
        Broken("order-quantity-text", ["airalgo.order.003"], Says("order", text => text.Replace(":25,", ":\"25\",", StringComparison.Ordinal)), Order),
        Broken("order-without-validity", ["airalgo.order.001"], Says("order", text => text.Replace("\"validity\"", "\"valid\"", StringComparison.Ordinal)), Order),
        Broken("order-side", ["airalgo.order.005"], Says("order", text => text.Replace("\"B\"", "\"BUY\"", StringComparison.Ordinal)), Order),
        Broken("no-heartbeat", ["airalgo.phoenix.003"], new() { Heartbeats = false }, "airalgo.phoenix.003"),
        Broken("gives-up", ["airalgo.practice.003"], new() { Wait = static _ => null }, Cut),
        Broken("storm", ["duties.pace.001", "rfc6455.back-off.001"], new() { Wait = static _ => TimeSpan.FromMilliseconds(50) }, "airalgo.reconnect.003"),
        Broken("begs-for-tokens", ["duties.pace.001"], new() { BegsForTokens = true }, "airalgo.login.004"),
        Broken("keeps-token", ["airalgo.practice.002"], new() { KeepsToken = true }, "airalgo.refresh.001"),
        Broken("keeps-revoked-token", ["airalgo.practice.002"], new() { KeepsToken = true }, "airalgo.refresh.003"),
        Broken("gives-up-when-its-handshake-is-cut", ["airalgo.practice.003"], new() { Wait = static attempt => attempt == 0 ? TimeSpan.FromSeconds(1) : null }, "airalgo.reconnect.004"),
        Broken("gives-up-before-its-prices", ["airalgo.practice.003"], new() { Wait = static _ => null }, "airalgo.reconnect.005"),
        Broken("gives-up-in-a-message", ["airalgo.practice.003"], new() { Wait = static _ => null }, "airalgo.reconnect.006"),
        Broken("does-not-resubscribe", ["duties.resume.001"], new() { Resubscribes = false }, Cut) with { Also = ["airalgo.practice.003"] },
        Broken("leaves-without-a-pong", ["duties.resume.003"], new() { LeavesWithoutPong = true, Wait = static _ => null }, "airalgo.ping.003"),
        Broken("orders-twice", ["duties.orders.001"], new() { OrderCopies = 2 }, "airalgo.order.008"),
        Broken("orders-again", ["duties.orders.001"], new() { RepeatsOrders = true }, "airalgo.order.007"),
        Broken("orders-what-was-rejected", ["duties.orders.001"], new() { RepeatsRejected = true }, Order),
        Broken("dies-of-a-field", ["duties.survival.001"], new() { IsTooMuch = static text => text.Contains("trace", StringComparison.Ordinal), Wait = static _ => null }, "airalgo.survive.001"),
        Broken("dies-of-an-event", ["duties.survival.002"], new() { IsTooMuch = static text => text.Contains("market_status", StringComparison.Ordinal), Wait = static _ => null }, "airalgo.survive.002"),
        Broken("dies-of-bad-json", ["duties.survival.003"], new() { IsTooMuch = static text => !text.EndsWith('}'), Wait = static _ => null }, "airalgo.survive.003"),
        Broken("dies-of-a-long-message", ["duties.survival.001"], new() { IsTooMuch = static text => text.Length > 1_000_000, Wait = static _ => null }, "airalgo.feed.006"),
        Resents("a-slow-feed", FeedGrudge.Delay, "airalgo.feed.001"),
        Resents("a-bursty-feed", FeedGrudge.Pause, "airalgo.feed.002"),
        Resents("a-message-twice", FeedGrudge.Repetition, "airalgo.feed.003"),
        Resents("a-message-overtaken", FeedGrudge.Disorder, "airalgo.feed.004"),
        Resents("a-message-lost", FeedGrudge.Hole, "airalgo.feed.005"),
        Broken("close-not-answered", ["rfc6455.close.003"], new() { FallsAsleep = true, Wait = static _ => null }, "airalgo.close.002"),
        Broken("takes-masked-frames", ["rfc6455.mask.004"], new() { FallsAsleep = true }, "airalgo.wire.001"),
        Broken("takes-reserved-bits", ["rfc6455.frame.013"], new() { FallsAsleep = true }, "airalgo.wire.002"),
        Broken("takes-bad-text", ["rfc6455.text.003"], new() { FallsAsleep = true }, "airalgo.wire.003"),
    ];

    private static ClientMutant Broken(string what, string[] clauses, AirAlgoQuirks quirks, params string[] cases) => new()
    {
        Id = $"airalgo.client.{what}",
        Protocol = "airalgo",
        Clauses = clauses,
        Cases = cases,
        Play = (task, cancellation) => AirAlgoRawClient.PlayAsync(quirks, task, cancellation),
    };

    /// <summary>Leaves for good what is no even feed.</summary>
    private static ClientMutant Resents(string what, Func<Heard?, Heard, bool> grudge, string which) =>
        Broken($"resents-{what}", ["duties.survival.004"], new() { Resents = grudge, Wait = static _ => null }, which);

    private static AirAlgoQuirks Says(string name, Func<string, string> change) => new() { Say = (said, text) => said == name ? change(text) : text };
}
