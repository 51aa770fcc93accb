using Harness.Wire;

namespace Harness.Conformance.Mutants.HedgeTech;

/// <summary>Clients of the TSE and IFB document, each broken in one way.</summary>
internal static class TseClientMutants
{
    private const string Subscribe = "ht-tse.subscribe.001";
    /// <summary>{"sub":"demo","iat":1,"exp":2}</summary>
    private const string ExpiredToken = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJkZW1vIiwiaWF0IjoxLCJleHAiOjJ9.AAAA";

    private const string Cut = "ht-tse.reconnect.001";

    public static IReadOnlyList<ClientMutant> All { get; } =
    [
        Broken("login-json", ["ht-tse.auth.004"], new() { Login = static (user, password) => ("POST", "application/json", $$"""{"username":"{{user}}","password":"{{password}}"}""") }, Subscribe) with { Also = ["ht-tse.auth.005"] },
        Broken("login-fields", ["ht-tse.auth.005"], new() { Login = static (user, password) => ("POST", "application/x-www-form-urlencoded", $"user={user}&pass={password}") }, Subscribe),
        Broken("login-get", ["ht-tse.auth.003"], new() { Login = static (user, password) => ("GET", "", "") }, Subscribe) with { Also = ["ht-tse.auth.004", "ht-tse.auth.005"] },
        Broken("authorization-bearer", ["ht-tse.auth.009"], new() { Authorization = static token => "Bearer " + token }, Subscribe),
        Broken("authorization-none", ["ht-tse.auth.008"], new() { Authorization = static _ => null }, Subscribe),
        Broken("authorization-garbage", ["ht-tse.auth.009"], new() { Authorization = static _ => "abc", Wait = static _ => null }, "ht-tse.login.001"),
        Broken("query-symbols", ["ht-tse.query.001"], Target("symbol_isins=", "symbol_isin="), Subscribe),
        Broken("query-joined", ["ht-tse.query.004"], Target("&symbol_isins=IRTKMOFD0001", ",IRTKMOFD0001"), Subscribe),
        Broken("query-channel", ["ht-tse.query.006"], Target("channels=best-limit", "channels=best-limits"), Subscribe),
        Broken("query-path", ["ht-tse.connect.003"], Target("/symbol/isin?", "/symbol/isins?"), Subscribe),
        Broken("gives-up", ["ht-tse.practice.003"], new() { Wait = static _ => null }, Cut),
        Broken("steady-waits", ["ht-tse.practice.004"], new() { Wait = static _ => TimeSpan.FromSeconds(3) }, "ht-tse.reconnect.004"),
        Broken("storm", ["duties.pace.001"], new() { Wait = static _ => TimeSpan.FromMilliseconds(50), KeepsToken = true }, "ht-tse.token.00?") with { Also = ["ht-tse.practice.004", "ht-tse.practice.005", "rfc6455.back-off.001"] },
        Broken("begs-for-tokens", ["duties.pace.001"], new() { BegsForTokens = true }, "ht-tse.login.006"),
        Broken("storm-after-cuts", ["rfc6455.back-off.001"], new() { Wait = static _ => TimeSpan.FromMilliseconds(50) }, "ht-tse.wire.001") with { Also = ["ht-tse.practice.004", "duties.pace.001"] },
        Broken("resubscribes-half", ["duties.resume.001"], new() { TargetAfterLoss = static target => target.Replace("channels=best-limit&", "", StringComparison.Ordinal) }, Cut),
        Broken("resubscribes-twice", ["duties.resume.002"], new() { ConnectionsAfterLoss = 2 }, Cut),
        Broken("dies-of-a-field", ["duties.survival.001"], new() { IsTooMuch = static message => message.Contains("novelty", StringComparison.Ordinal), Wait = static _ => null }, "ht-tse.survive.001"),
        Broken("dies-of-a-channel", ["duties.survival.002"], new() { IsTooMuch = static message => message.Contains("weather", StringComparison.Ordinal), Wait = static _ => null }, "ht-tse.survive.002"),
        Broken("dies-of-bad-json", ["duties.survival.003"], new() { IsTooMuch = static message => !message.EndsWith('}'), Wait = static _ => null }, "ht-tse.survive.003"),
        Broken("dies-of-a-long-message", ["duties.survival.001"], new() { IsTooMuch = static message => message.Length > 1_000_000, Wait = static _ => null }, "ht-tse.feed.006"),
        Resents("a-slow-feed", FeedGrudge.Delay, "ht-tse.feed.001"),
        Resents("a-bursty-feed", FeedGrudge.Pause, "ht-tse.feed.002"),
        Resents("a-message-twice", FeedGrudge.Repetition, "ht-tse.feed.003"),
        Resents("a-message-overtaken", FeedGrudge.Disorder, "ht-tse.feed.004"),
        Resents("a-message-lost", FeedGrudge.Hole, "ht-tse.feed.005"),
        Broken("gives-up-when-its-handshake-is-cut", ["ht-tse.practice.003"], new() { Wait = static attempt => attempt == 0 ? TimeSpan.FromSeconds(1) : null }, "ht-tse.reconnect.005"),
        Broken("gives-up-before-its-data", ["ht-tse.practice.003"], new() { Wait = static _ => null }, "ht-tse.reconnect.006"),
        Broken("gives-up-in-a-message", ["ht-tse.practice.003"], new() { Wait = static _ => null }, "ht-tse.reconnect.007"),
        Broken("never-starts-anew", ["ht-tse.practice.003"], new() { NeverStartsAnew = true, Wait = static attempt => TimeSpan.FromSeconds(Math.Pow(8, attempt)) }, "ht-tse.reconnect.008"),
        Broken("token-not-looked-at", ["ht-tse.practice.005"], new() { Authorization = static _ => ExpiredToken, Wait = static _ => null }, Subscribe),
        Broken("leaves-without-a-pong", ["duties.resume.003"], new() { LeavesWithoutPong = true, Wait = static _ => null }, "ht-tse.ping.003"),
        Broken("no-pong", ["rfc6455.ping.001"], new() { AnswersPings = false }, "ht-tse.ping.002"),
        Broken("wrong-pong", ["rfc6455.ping.003"], new() { AnswersPings = false, OnPing = static (wire, _) => wire.SendPong("other"u8) }, "ht-tse.ping.002") with { Also = ["rfc6455.ping.001"] },
        Broken("handshake-version", ["rfc6455.handshake.006"], new() { Headers = [new("Sec-WebSocket-Version", "8")] }, Subscribe),
        Broken("frame-unmasked", ["rfc6455.mask.001"], OnOpen(0x81, 0x01, (byte)'a'), Subscribe),
        Broken("frame-reserved-bit", ["rfc6455.frame.001"], OnOpen(0xC1, 0x81, 0, 0, 0, 0, (byte)'a'), Subscribe),
        Broken("text-not-utf8", ["rfc6455.text.001"], OnOpen(0x81, 0x81, 0, 0, 0, 0, 0xFF), Subscribe),
        Broken("close-code", ["rfc6455.close.009"], new() { OnOpen = static wire => wire.Close(1005), Wait = static _ => null }, Subscribe),
        Deaf("masked-ignored", "rfc6455.mask.004", "ht-tse.wire.002"),
        Deaf("reserved-bit-ignored", "rfc6455.frame.013", "ht-tse.wire.003"),
        Deaf("bad-utf8-ignored", "rfc6455.text.003", "ht-tse.wire.004"),
        Broken("close-not-answered", ["rfc6455.close.003"], new() { OnOpen = static wire => wire.Stall(), Wait = static _ => null }, "ht-tse.close.002") with { Also = ["ht-tse.practice.003"] },
    ];

    private static ClientMutant Broken(string what, string[] clauses, TseQuirks quirks, params string[] cases) => new()
    {
        Id = $"ht-tse.client.{what}",
        Protocol = "ht-tse",
        Clauses = clauses,
        Cases = cases,
        Play = (task, cancellation) => TseRawClient.PlayAsync(quirks, task, cancellation),
    };

    /// <summary>Leaves for good what is no even feed.</summary>
    private static ClientMutant Resents(string what, Func<Heard?, Heard, bool> grudge, string which) =>
        Broken($"resents-{what}", ["duties.survival.004"], new() { Resents = grudge, Wait = static _ => null }, which);

    /// <summary>A client that reads on whatever comes.</summary>
    private static ClientMutant Deaf(string what, string clause, string which) => Broken(what, [clause], new() { ReadsAnything = true }, which);

    private static TseQuirks Target(string right, string wrong) => new() { Target = target => target.Replace(right, wrong, StringComparison.Ordinal), Wait = static _ => null };

    /// <summary>Writes bytes on the wire as they are.</summary>
    private static TseQuirks OnOpen(params byte[] bytes) => new() { OnOpen = wire => wire.Send(WireMessage.Raw(bytes)), Wait = static _ => null };
}
