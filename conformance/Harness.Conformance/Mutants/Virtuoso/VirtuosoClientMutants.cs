namespace Harness.Conformance.Mutants.Virtuoso;

/// <summary>Clients of the Virtuoso document, each broken in one way. What they say wrongly they say beside what is right, so that the case goes on.</summary>
internal static class VirtuosoClientMutants
{
    private const string Subscribe = "virtuoso.subscribe.001";
    private const string Ping = "virtuoso.heartbeat.001";
    private const string Cut = "virtuoso.reconnect.001";

    public static IReadOnlyList<ClientMutant> All { get; } =
    [
        Broken("path", ["virtuoso.connect.001"], new() { Target = static _ => "/websocket" }, Subscribe),

        Says("action-unknown", ["virtuoso.request.001"], """{"action":"dance"}"""),
        Says("action-missing", ["virtuoso.request.001"], """{"do":"subscribe"}"""),
        Says("message-not-json", ["virtuoso.request.001"], "subscribe"),
        Says("channels-no-list", ["virtuoso.subscribe.001"], """{"action":"subscribe","channels":"trades","params":{"exchange":"binance","symbols":["BTCUSDT"]}}"""),
        Says("symbols-no-list", ["virtuoso.subscribe.002"], """{"action":"subscribe","channels":["trades"],"params":{"exchange":"binance","symbols":"BTCUSDT"}}"""),
        Says("channel-unknown", ["virtuoso.subscribe.003"], """{"action":"subscribe","channels":["weather"],"params":{"exchange":"binance","symbols":["BTCUSDT"]}}"""),
        Says("params-missing", ["virtuoso.subscribe.013"], """{"action":"subscribe","channels":["trades"]}"""),
        Says("type-no-string", ["virtuoso.market-data.001"], """{"action":"subscribe","channels":["market_data"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"type":5}}"""),
        Says("depth-no-number", ["virtuoso.orderbook.001"], """{"action":"subscribe","channels":["orderbook"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"depth":"10"}}"""),
        Says("unsubscribe-without-channels", ["virtuoso.unsubscribe.001"], """{"action":"unsubscribe"}"""),

        First("login-fields", ["virtuoso.auth.003"], static login => $$"""{"action":"authenticate","api_key":"{{login.Key}}"}"""),
        First("login-kinds", ["virtuoso.auth.004"], static login => $$"""{"action":"authenticate","api_key":"{{login.Key}}","timestamp":"{{login.Now}}","signature":"{{login.Signature}}"}"""),
        First("login-seconds", ["virtuoso.auth.005"], static login => (login with { Now = login.Now / 1000 }).ToString()),
        First("login-long-ago", ["virtuoso.auth.015"], static login => (login with { Now = login.Now - 60_000 }).ToString()),
        First("login-shows-its-secret", ["virtuoso.auth.017"], static login => $$"""{{login.ToString()[..^1]}},"secret":"{{login.Secret}}"}"""),
        First("login-forgotten", ["virtuoso.auth.001"], static _ => """{"action":"subscribe","channels":["system_events"]}"""),
        Broken("login-not-waited-for", ["virtuoso.auth.002"], new() { IsHasty = true }, "virtuoso.auth.008"),

        Broken("pong-missing", ["virtuoso.heartbeat.003"], new() { Pong = static _ => null }, Ping),
        Broken("pong-late", ["virtuoso.heartbeat.004"], new() { PongAfter = TimeSpan.FromSeconds(12) }, Ping),
        Broken("pong-event", ["virtuoso.heartbeat.005"], new() { Pong = static now => FormattableString.Invariant($$"""{"event":"pong","timestamp":{{now}}}""") }, Ping) with { Also = ["virtuoso.heartbeat.003"] },
        Broken("pong-timestamp", ["virtuoso.heartbeat.006"], new() { Pong = static _ => """{"action":"pong"}""" }, Ping),

        Broken("subscription-forgotten", ["duties.resume.001"], new() { SubscribesAfterLoss = 0 }, Cut),
        Broken("subscription-twice", ["duties.resume.002"], new() { SubscribesAfterLoss = 2 }, Cut),
        Broken("storm", ["duties.pace.001", "rfc6455.back-off.001"], new() { Wait = TimeSpan.FromMilliseconds(50) }, "virtuoso.reconnect.003"),
        Broken("dies-of-a-field", ["duties.survival.001"], new() { IsTooMuch = static text => text.Contains("novelty", StringComparison.Ordinal) }, "virtuoso.survive.001"),
        Broken("dies-of-an-event", ["duties.survival.002"], new() { IsTooMuch = static text => text.Contains("maintenance", StringComparison.Ordinal) }, "virtuoso.survive.002"),
        Broken("dies-of-bad-json", ["duties.survival.003"], new() { IsTooMuch = static text => !text.EndsWith('}') }, "virtuoso.survive.003"),

        Broken("dies-of-a-long-message", ["duties.survival.001"], new() { IsTooMuch = static text => text.Length > 1_000_000 }, "virtuoso.feed.006"),
        Resents("a-slow-feed", FeedGrudge.Delay, "virtuoso.feed.001"),
        Resents("a-bursty-feed", FeedGrudge.Pause, "virtuoso.feed.002"),
        Resents("a-message-twice", FeedGrudge.Repetition, "virtuoso.feed.003"),
        Resents("a-message-overtaken", FeedGrudge.Disorder, "virtuoso.feed.004"),
        Resents("a-message-lost", FeedGrudge.Hole, "virtuoso.feed.005"),
        Broken("gives-up-when-its-handshake-is-cut", ["duties.resume.001"], new() { GivesUpWhenRefused = true }, "virtuoso.reconnect.004"),
        Broken("gives-up-after-its-login", ["duties.resume.001"], new() { Wait = null }, "virtuoso.reconnect.005"),
        Broken("gives-up-in-a-message", ["duties.resume.001"], new() { Wait = null }, "virtuoso.reconnect.006"),
        Broken("storms-when-turned-down", ["duties.pace.001"], new() { Wait = TimeSpan.FromMilliseconds(50) }, "virtuoso.auth.009"),
        Broken("close-not-answered", ["rfc6455.close.003"], new() { FallsAsleep = true }, "virtuoso.close.002"),
        Broken("leaves-without-a-pong", ["duties.resume.003"], new() { LeavesWithoutPong = true }, "virtuoso.heartbeat.008"),
        Broken("no-pong-frame", ["rfc6455.ping.001"], new() { AnswersPings = false }, "virtuoso.heartbeat.006"),
        Broken("wrong-pong-frame", ["rfc6455.ping.003"], new() { AnswersPings = false, OnPing = static wire => wire.SendPong("other"u8) }, "virtuoso.heartbeat.006") with { Also = ["rfc6455.ping.001"] },

        Broken("takes-reserved-bits", ["rfc6455.frame.013"], new() { FallsAsleep = true }, "virtuoso.wire.001"),
        Broken("takes-masked-frames", ["rfc6455.mask.004"], new() { FallsAsleep = true }, "virtuoso.wire.002"),
        Broken("takes-bad-text", ["rfc6455.text.003"], new() { FallsAsleep = true }, "virtuoso.wire.003"),
    ];

    private static ClientMutant Broken(string what, string[] clauses, VirtuosoQuirks quirks, string one) => new()
    {
        Id = $"virtuoso.client.{what}",
        Protocol = "virtuoso",
        Clauses = clauses,
        Cases = [one],
        Play = (task, cancellation) => VirtuosoRawClient.PlayAsync(quirks, task, cancellation),
    };

    /// <summary>Leaves for good what is no even feed.</summary>
    private static ClientMutant Resents(string what, Func<Heard?, Heard, bool> grudge, string one) => Broken($"resents-{what}", ["duties.survival.004"], new() { Resents = grudge }, one);

    private static ClientMutant Says(string what, string[] clauses, string message) => Broken(what, clauses, new() { Second = message }, Subscribe);

    private static ClientMutant First(string what, string[] clauses, Func<VirtuosoLogin, string> message) => Broken(what, clauses, new() { First = message }, Subscribe);
}
