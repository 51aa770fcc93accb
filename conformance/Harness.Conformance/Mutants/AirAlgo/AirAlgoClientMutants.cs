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
        Broken("order-quantity-text", ["airalgo.order.003"], Says("order", text => text.Replace(":25,", ":\"25\",", StringComparison.Ordinal)), Order),
        Broken("order-without-validity", ["airalgo.order.001"], Says("order", text => text.Replace("\"validity\"", "\"valid\"", StringComparison.Ordinal)), Order),
        Broken("order-side", ["airalgo.order.005"], Says("order", text => text.Replace("\"B\"", "\"BUY\"", StringComparison.Ordinal)), Order),
        Broken("no-heartbeat", ["airalgo.phoenix.003"], new() { Heartbeats = false }, "airalgo.phoenix.003"),
        Broken("gives-up", ["airalgo.practice.003"], new() { Wait = static _ => null }, Cut),
        Broken("storm", ["duties.pace.001", "rfc6455.back-off.001"], new() { Wait = static _ => TimeSpan.FromMilliseconds(50) }, "airalgo.reconnect.003"),
        Broken("keeps-token", ["airalgo.practice.002"], new() { KeepsToken = true }, "airalgo.refresh.001"),
        Broken("does-not-resubscribe", ["duties.resume.001"], new() { Resubscribes = false }, Cut) with { Also = ["airalgo.practice.003"] },
        Broken("orders-again", ["duties.orders.001"], new() { RepeatsOrders = true }, "airalgo.order.007"),
        Broken("dies-of-a-field", ["duties.survival.001"], new() { IsTooMuch = static text => text.Contains("trace", StringComparison.Ordinal), Wait = static _ => null }, "airalgo.survive.001"),
        Broken("dies-of-an-event", ["duties.survival.002"], new() { IsTooMuch = static text => text.Contains("market_status", StringComparison.Ordinal), Wait = static _ => null }, "airalgo.survive.002"),
        Broken("dies-of-bad-json", ["duties.survival.003"], new() { IsTooMuch = static text => !text.EndsWith('}'), Wait = static _ => null }, "airalgo.survive.003"),
    ];

    private static ClientMutant Broken(string what, string[] clauses, AirAlgoQuirks quirks, params string[] cases) => new()
    {
        Id = $"airalgo.client.{what}",
        Protocol = "airalgo",
        Clauses = clauses,
        Cases = cases,
        Play = (task, cancellation) => AirAlgoRawClient.PlayAsync(quirks, task, cancellation),
    };

    private static AirAlgoQuirks Says(string name, Func<string, string> change) => new() { Say = (said, text) => said == name ? change(text) : text };
}
