using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Tests.Rules.Odin;

/// <summary>Who is let in and greeted, what comes back, and what a client does about it.</summary>
public sealed class ConnectionTests
{
    private const string Path = "/enhanced-stream?client_id=app";

    private static Session Story => OdinWords.New();

    private static Session Streaming => Story.Connected().Subscribes("SBIN", "TCS").Data().After(5);

    public static TheoryData<Story> Admissions() => Stories.Table(
        ("greeted", () => Story.Connected(), []),
        ("greeted without an id", () => Story.Connected(id: null), []),
        ("no endpoint", () => Story.Ask(Path).Refuse(404), ["FAIL odin.connect.002"]),
        ("a server error", () => Story.Ask(Path).Refuse(500), ["FAIL odin.connect.002"]),
        ("no answer", () => Story.Ask(Path).After(31).Observed(), ["FAIL odin.connect.002"]),
        ("forbidden", () => Story.Ask(Path).Refuse(403), ["INCONCLUSIVE odin.connect.002"]),
        ("no id refused", () => Story.Ask("/enhanced-stream").Refuse(400), ["FAIL odin.connect.004"]),
        ("no id told", () => Story.Open("/enhanced-stream").Server("""{"type":"welcome","status":"connected","data":{"message":"x"}}""").Closed(Party.Client, 1000), ["INCONCLUSIVE odin.connect.004"]),
        ("one id given twice", () => Story.Connected(id: null).Connected(id: null), ["FAIL odin.connect.005"]),
        ("an own id refused", () => Story.Ask(Path).Refuse(400), ["FAIL odin.connect.006"]),
        ("an own id replaced", () => Story.Open(Path).Server(OdinWords.Welcome("other")), ["FAIL odin.connect.006"]),
        ("no greeting", () => Story.Open(Path).After(11).Observed(), ["FAIL odin.connect.007"]),
        ("a late greeting", () => Story.Open(Path).Asks("ping").Server("""{"type":"pong","status":"alive","client_id":"app","timestamp":1763121600000}""").Server(OdinWords.Welcome("app")), ["FAIL odin.connect.007"]),
        ("another id later", () => Story.Connected().Asks("ping").Server("""{"type":"pong","status":"alive","client_id":"other","timestamp":1763121600000}"""), ["FAIL odin.message.004"]),
        ("an id that is no string", () => Story.Connected().Asks("ping").Server("""{"type":"pong","status":"alive","client_id":5,"timestamp":1763121600000}"""), ["FAIL odin.message.004"]),
        ("a greeting of another status", () => Story.Open(Path).Server("""{"type":"welcome","status":"success","data":{"message":"x"}}"""), ["WARN odin.welcome.001"]),
        ("a greeting without words", () => Story.Open(Path).Server("""{"type":"welcome","status":"connected","data":{}}"""), ["WARN odin.welcome.002"]));

    [Theory]
    [MemberData(nameof(Admissions))]
    public void Admission_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Sessions() => Stories.Table(
        ("restored", () => Streaming.Lost().After(5).Connected(restored: 2).Data().After(11).Data().Observed(), []),
        ("restored, and asked for again", () => Streaming.Lost().After(5).Connected(restored: 2).Subscribes("SBIN", "TCS").Data(), []),
        ("restored, while the market is closed", () => Streaming.Lost().After(5).Connected(restored: 2).Notice(false).After(11).Observed(), []),
        ("not restored, by the greeting", () => Streaming.Lost().After(5).Connected().After(31).Observed(), ["WARN duties.resume.001", "FAIL odin.session.001"]),
        ("not restored, by the list", () => Streaming.Lost().After(5).Connected(restored: null).Lists([], []), ["FAIL odin.session.001"]),
        ("a list without symbols after a return", () => Streaming.Lost().After(5).Connected(restored: 2).Asks("get_subscriptions").Server("""{"type":"subscriptions","status":"success","data":{"subscribed_tokens":["3045","11536"],"total_subscribed":2}}"""), ["FAIL odin.subscriptions.002"]),
        ("half restored, by the list", () => Streaming.Lost().After(5).Connected(restored: null).Lists(["3045"], ["SBIN"]), ["FAIL odin.session.001"]),
        ("not restored after an hour", () => Streaming.Lost().After(50).Ask(Path).Refuse(503).After(3600).Connected().Lists([], []), ["INFO odin.session.005", "FAIL odin.connect.002"]),
        ("half restored, by the list after the other half's data", () => Streaming.Lost().After(5).Connected(restored: null).Data().Lists(["3045"], ["SBIN"]), ["FAIL odin.session.001"]),
        ("restored, in a slow market", () => Streaming.Lost().After(5).Connected(restored: 0).After(20).Data().After(11).Data().Observed(), ["WARN duties.resume.001", "INFO odin.session.004"]),
        ("silence after a return", () => Streaming.Lost().After(5).Connected(restored: null).After(31).Observed(), ["INCONCLUSIVE odin.session.001"]),
        ("restored, but counted wrong", () => Streaming.Lost().After(5).Connected(restored: 1).Data(), ["INFO odin.session.004"]),
        ("given up before the loss", () => Streaming.Unsubscribes("SBIN", "TCS").Lost().After(5).Connected(restored: 0).After(11).Observed(), []),
        ("taken over", () => Streaming.Connected(restored: 2).On(1).Closed(Party.Server, 1000, "replaced").On(2).Data(), []),
        ("taken over with another code", () => Streaming.Connected(restored: 2).On(1).Closed(Party.Server, 1001).On(2).Data(), ["INFO odin.session.006"]),
        ("two live connections", () => Streaming.Connected(restored: 2).Data().After(11).Data().Observed(), ["INFO odin.session.006"]));

    [Theory]
    [MemberData(nameof(Sessions))]
    public void Session_is_judged(Story story) => story.Check();

    [Theory]
    [InlineData("none")]
    [InlineData("3s")]
    public void Session_that_is_not_restored_is_no_finding_under_the_stance(string window)
    {
        var stances = ProtocolCatalog.Embedded.Stances.Choose([$"odin.restore={window}"], out _);

        Streaming.Lost().After(5).Connected().Lists([], []).Subscribes("SBIN", "TCS").Data()
            .Findings(JudgeOptions.Default with { Stances = stances }).ShouldBeEmpty();
    }

    public static TheoryData<Story> Clients() => Stories.Table(
        ("another path", () => Story.Ask("/enhanced_stream").Refuse(404), ["FAIL odin.connect.001"]),
        ("requests with and without the frame", () => Story.Connected().Client("""{"type":"request","action":"subscribe","stocks":["SBIN"],"timestamp":1763121600000}""").Grants(["SBIN"], [], 1), []),
        ("another type of request", () => Story.Connected().Client("""{"type":"command","action":"ping","timestamp":"now"}""").Closed(Party.Client, 1000), ["INFO odin.request.003", "INFO odin.request.003"]),
        ("parameters of a ping", () => Story.Connected().Client("""{"action":"ping","stocks":[]}""").Closed(Party.Client, 1000), ["INFO odin.request.004"]),
        ("an array", () => Story.Connected().Client("[]").Closed(Party.Client, 1000), ["FAIL odin.request.001"]),
        ("a misspelt action", () => Story.Connected().Client("""{"action":"subscribes","stocks":["SBIN"]}""").Closed(Party.Client, 1000), ["FAIL odin.request.001"]),
        ("no action", () => Story.Connected().Client("""{"stocks":["SBIN"]}""").Closed(Party.Client, 1000), ["FAIL odin.request.001"]),
        ("a binary request", () => Story.Connected().Send(Party.Client, FrameKind.Binary, [1]).Closed(Party.Client, 1000), ["FAIL odin.request.001"]),
        ("one string for stocks", () => Story.Connected().Client("""{"action":"subscribe","stocks":"SBIN"}""").Closed(Party.Client, 1000), ["FAIL odin.request.002"]),
        ("numbers for tokens", () => Story.Connected().Client("""{"action":"subscribe","stocks":[3045]}""").Closed(Party.Client, 1000), ["FAIL odin.request.002"]),
        ("back within a minute", () => Streaming.Lost().After(59).Connected(restored: 2).Data(), []),
        ("not back", () => Streaming.Lost().After(61).Observed(), ["WARN odin.reconnect.001"]),
        ("not back after a close", () => Streaming.Closed(Party.Server, 1000).After(61).Observed(), ["WARN odin.reconnect.001"]),
        ("not back, since it left by itself", () => Streaming.Closed(Party.Client, 1000).After(61).Observed(), []),
        ("not back, since it was replaced", () => Streaming.Connected(restored: 2).On(1).Closed(Party.Server, 1000, "replaced").On(2).Data().After(61).Data().Observed(), []),
        ("back under another id", () => Streaming.Lost().After(5).Connected("other").Subscribes("SBIN", "TCS").Data(), ["WARN odin.session.003"]),
        ("back without the id it was given", () => Story.Connected(id: null).Lost().After(5).Open("/enhanced-stream").Server(OdinWords.Welcome("client_2")), ["WARN odin.session.003"]),
        ("asks ten times within a second", () => Story.Connected().Times(10, static (session, _) => session.Subscribes("SBIN").After(0.1)), ["WARN duties.pace.002"]),
        ("asks ten times, with pauses", () => Story.Connected().Times(10, static (session, _) => session.Subscribes("SBIN").After(1.2)), []),
        ("asks ten times, and gives it up each time", () => Story.Connected().Times(10, static (session, _) => session.Subscribes("SBIN").Unsubscribes("SBIN").After(0.1)), []),
        ("two ids, a connection for each, both back", () => Story.Connected("a").Connected("b").On(1).Lost().On(2).Lost().After(5).Connected("a").After(1).Connected("b"), []),
        ("two ids, one back and a third beside it", () => Story.Connected("a").Connected("b").On(1).Lost().On(2).Lost().After(5).Connected("a").After(1).Connected("c"), []),
        ("two ids, back under another", () => Story.Connected("a").Connected("b").On(1).Lost().On(2).Lost().After(5).Connected("c"), ["WARN odin.session.003"]),
        ("back under the id it was given", () => Story.Connected(id: null).Lost().After(5).Connected("client_1"), []),
        ("back and silent where nothing is restored", () => Streaming.Lost().After(5).Connected(restored: 0).After(31).Observed(), ["WARN duties.resume.001", "FAIL odin.session.001"]),
        ("asks twice after a return", () => Streaming.Lost().After(5).Connected(restored: 2).Subscribes("SBIN").Subscribes("SBIN").Data(), ["WARN duties.resume.002"]));

    [Theory]
    [MemberData(nameof(Clients))]
    public void Client_is_judged(Story story) => story.Check();
}
