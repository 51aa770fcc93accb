namespace Harness.Conformance.Mutants.Odin;

/// <summary>Clients of the Odin Streamer guide, each broken in one way.</summary>
internal static class OdinClientMutants
{
    private const string Subscribe = "odin.client.001";
    private const string Cut = "odin.reconnect.001";
    private const string NotRestored = "odin.reconnect.005";

    /// <summary>What a case reports when its subscribe does not come.</summary>
    private const string Action = "odin.connect.001";

    public static IReadOnlyList<ClientMutant> All { get; } =
    [
        Broken("handshake-path", ["odin.connect.001"], new() { Target = static target => target.Replace("/enhanced-stream", "/enhanced_stream", StringComparison.Ordinal), Wait = null }, Subscribe),
        Broken("request-action", ["odin.request.001"], Says(static symbols => OdinQuirks.Request("subscribes", symbols)), Subscribe) with { Also = [Action] },
        Broken("request-no-json", ["odin.request.001"], Says(static symbols => $"subscribe {symbols[0]}"), Subscribe) with { Also = [Action] },
        Broken("request-array", ["odin.request.001"], Says(static symbols => $"[{OdinQuirks.Request("subscribe", symbols)}]"), Subscribe) with { Also = [Action] },
        Broken("request-one-stock", ["odin.request.002"], Says(static symbols => $$"""{"action":"subscribe","stocks":"{{symbols[0]}}"}"""), Subscribe),
        Broken("request-numbers", ["odin.request.002"], Says(static _ => """{"action":"subscribe","stocks":[3045,2885]}"""), Subscribe),
        Broken("request-no-stocks", ["odin.request.002"], Says(static symbols => $$"""{"action":"subscribe","symbols":["{{symbols[0]}}"]}"""), Subscribe),
        Broken("request-empty", ["odin.request.002"], Says(static _ => """{"action":"subscribe","stocks":[]}"""), Subscribe),
        Broken("request-type", ["odin.request.003"], Says(static symbols => $$"""{"type":"command","action":"subscribe","stocks":["{{symbols[0]}}"]}"""), Subscribe),
        Broken("request-parameters", ["odin.request.004"], new() { Subscribe = static (symbols, _) => [OdinQuirks.Request("subscribe", symbols), OdinQuirks.Request("ping", symbols)] }, Subscribe),
        Broken("gives-up", ["odin.reconnect.001"], new() { Wait = null }, Cut),
        Broken("another-id", ["odin.session.003"], new() { TargetAfterLoss = static target => $"{target.Split('?')[0]}?client_id=somebody_else" }, Cut),
        Broken("storm", ["duties.pace.001"], new() { Wait = TimeSpan.FromMilliseconds(50) }, "odin.wire.001") with { Also = ["rfc6455.back-off.001"] },
        Broken("asks-again-and-again", ["duties.pace.002"], new() { Subscribe = static (symbols, _) => [.. Enumerable.Repeat(OdinQuirks.Request("subscribe", symbols), 12)] }, Subscribe),
        Broken("resubscribes-nothing", ["duties.resume.001"], Again(static _ => []), NotRestored),
        Broken("resubscribes-half", ["duties.resume.001"], Again(static symbols => [OdinQuirks.Request("subscribe", [symbols[0]])]), NotRestored),
        Broken("resubscribes-twice", ["duties.resume.002"], Again(static symbols => [OdinQuirks.Request("subscribe", symbols), OdinQuirks.Request("subscribe", symbols)]), Cut),
        Broken("dies-of-a-field", ["duties.survival.001"], Dies("novelty"), "odin.survive.001"),
        Broken("dies-of-a-field-in-data", ["duties.survival.001"], Dies("novelty"), "odin.survive.006"),
        Broken("dies-of-a-type", ["duties.survival.002"], Dies("weather"), "odin.survive.002"),
        Broken("dies-of-bad-json", ["duties.survival.003"], new() { IsTooMuch = static message => !message.EndsWith('}') }, "odin.survive.003"),
        Broken("dies-of-a-long-message", ["duties.survival.001"], new() { IsTooMuch = static message => message.Length > 1_000_000 }, "odin.feed.006"),
        Broken("gives-up-when-its-handshake-is-cut", ["odin.reconnect.001"], new() { GivesUpWhenRefused = true }, "odin.reconnect.006"),
        Broken("gives-up-before-its-data", ["odin.reconnect.001"], new() { Wait = null }, "odin.reconnect.007"),
        Broken("gives-up-in-a-message", ["odin.reconnect.001"], new() { Wait = null }, "odin.reconnect.008"),
        Resents("a-slow-feed", FeedGrudge.Delay, "odin.feed.001"),
        Resents("a-bursty-feed", FeedGrudge.Pause, "odin.feed.002"),
        Resents("a-message-twice", FeedGrudge.Repetition, "odin.feed.003"),
        Resents("a-message-overtaken", FeedGrudge.Disorder, "odin.feed.004"),
        Resents("a-message-lost", FeedGrudge.Hole, "odin.feed.005"),
        Broken("close-not-answered", ["rfc6455.close.003"], new() { FallsAsleep = true, Wait = null }, "odin.reconnect.003") with { Also = ["odin.reconnect.001"] },
        Broken("takes-masked-frames", ["rfc6455.mask.004"], new() { FallsAsleep = true }, "odin.wire.002"),
        Broken("takes-reserved-bits", ["rfc6455.frame.013"], new() { FallsAsleep = true }, "odin.wire.003"),
        Broken("takes-bad-text", ["rfc6455.text.003"], new() { FallsAsleep = true }, "odin.wire.004"),
        Broken("leaves-without-a-pong", ["duties.resume.003"], new() { LeavesWithoutPong = true }, "odin.ping.005"),
        Broken("no-pong", ["rfc6455.ping.001"], new() { AnswersPings = false }, "odin.ping.004"),
        Broken("wrong-pong", ["rfc6455.ping.003"], new() { AnswersPings = false, OnPing = static (wire, _) => wire.SendPong("other"u8) }, "odin.ping.004") with { Also = ["rfc6455.ping.001"] },
    ];

    private static ClientMutant Broken(string what, string[] clauses, OdinQuirks quirks, params string[] cases) => new()
    {
        Id = $"odin.client.{what}",
        Protocol = "odin",
        Clauses = clauses,
        Cases = cases,
        Play = (task, cancellation) => OdinRawClient.PlayAsync(quirks, task, cancellation),
    };

    /// <summary>Leaves for good what is no even feed.</summary>
    private static ClientMutant Resents(string what, Func<Heard?, Heard, bool> grudge, string which) => Broken($"resents-{what}", ["duties.survival.004"], new() { Resents = grudge }, which);

    /// <summary>Subscribes with something else.</summary>
    private static OdinQuirks Says(Func<IReadOnlyList<string>, string> request) => new() { Subscribe = (symbols, _) => [request(symbols)] };

    /// <summary>Subscribes with something else once it has lost a connection.</summary>
    private static OdinQuirks Again(Func<IReadOnlyList<string>, IReadOnlyList<string>> requests) =>
        new() { Subscribe = (symbols, hasLost) => hasLost ? requests(symbols) : [OdinQuirks.Request("subscribe", symbols)] };

    private static OdinQuirks Dies(string word) => new() { IsTooMuch = message => message.Contains(word, StringComparison.Ordinal) };
}
