using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Tests.Rules.Odin;

/// <summary>What a server answers, and what it may do wrong about it.</summary>
public sealed class RequestAnswerTests
{
    private static Session Story => OdinWords.New().Connected();

    public static TheoryData<Story> Subscribing() => Stories.Table(
        ("by symbol", () => Story.Subscribes("SBIN", "TCS"), []),
        ("by token", () => Story.Asks("subscribe", "3045", "2885").Grants(["SBIN (NSE)", "RELIANCE (NSE)"], [], 2), []),
        ("mixed", () => Story.Asks("subscribe", "SBIN", "2885").Grants(["SBIN", "RELIANCE (NSE)"], [], 2), []),
        ("one stock twice", () => Story.Asks("subscribe", "SBIN", "3045").Grants(["SBIN", "SBIN (NSE)"], [], 1), []),
        ("one stock twice, listed once each name", () => Story.Asks("subscribe", "SBIN", "SBIN").Grants(["SBIN"], [], 1), []),
        ("one stock twice, counted twice", () => Story.Asks("subscribe", "SBIN", "3045").Grants(["SBIN", "SBIN (NSE)"], [], 2), ["INFO odin.subscribe.013"]),
        ("an unknown one reported", () => Story.Asks("subscribe", "NOPE", "SBIN").Grants(["SBIN"], ["NOPE"], 1), []),
        ("a stock of the server's own, by symbol", () => Story.Asks("subscribe", "WIPRO").Grants(["WIPRO"], [], 1), []),
        ("a stock of the server's own, by token", () => Story.Asks("subscribe", "99001").Grants(["WIPRO (NSE)"], [], 1), []),
        ("lower case and blanks", () => Story.Asks("subscribe", " sbin ", "").Grants(["SBIN"], [], 1), []),
        ("a symbol of the table failed", () => Story.Asks("subscribe", "SBIN", "TCS").Grants(["TCS"], ["SBIN"], 1), ["FAIL odin.subscribe.001"]),
        ("a token of the table failed", () => Story.Asks("subscribe", "3045").Grants([], ["3045"], 0), ["FAIL odin.subscribe.002"]),
        ("lower case failed", () => Story.Asks("subscribe", "sbin").Grants([], ["sbin"], 0), ["INFO odin.request.005"]),
        ("a mixed request refused", () => Story.Asks("subscribe", "SBIN", "2885").Error("no"), ["FAIL odin.subscribe.003"]),
        ("a good request refused", () => Story.Asks("subscribe", "SBIN").Error("no"), ["FAIL odin.subscribe.004"]),
        ("another status", () => Story.Asks("subscribe", "SBIN").Server("""{"type":"subscription_response","status":"alive","data":{"action":"subscribe","subscribed_stocks":["SBIN"],"failed_stocks":[],"total_subscribed":1}}"""), ["FAIL odin.subscribe.004"]),
        ("no answer", () => Story.Asks("subscribe", "SBIN").After(11).Observed(), ["FAIL odin.subscribe.004"]),
        ("no answer yet", () => Story.Asks("subscribe", "SBIN").After(9).Observed(), []),
        ("no answer, since the connection ended", () => Story.Asks("subscribe", "SBIN").After(1).Lost().After(20).Connected().Subscribes("SBIN").After(20).Observed(), []),
        ("no list of failures", () => Story.Asks("subscribe", "SBIN").Server("""{"type":"subscription_response","status":"success","data":{"action":"subscribe","subscribed_stocks":["SBIN"],"total_subscribed":1}}"""), ["FAIL odin.subscribe.005"]),
        ("a symbol under another name", () => Story.Asks("subscribe", "SBIN").Grants(["SBIN (NSE)"], [], 1), ["FAIL odin.subscribe.006"]),
        ("a symbol under its token", () => Story.Asks("subscribe", "SBIN").Grants(["3045"], [], 1), ["FAIL odin.subscribe.006"]),
        ("a token under itself", () => Story.Asks("subscribe", "3045").Grants(["3045"], [], 1), ["WARN odin.subscribe.007"]),
        ("a token under its bare symbol", () => Story.Asks("subscribe", "3045").Grants(["SBIN"], [], 1), ["WARN odin.subscribe.007"]),
        ("an unknown one passed over", () => Story.Asks("subscribe", "NOPE", "SBIN").Grants(["SBIN"], [], 1).After(11).Observed(), ["FAIL odin.subscribe.008"]),
        ("an unknown one in an error behind", () => Story.Asks("subscribe", "NOPE", "SBIN").Grants(["SBIN"], [], 1).Error("Invalid stock: NOPE").After(11).Observed(), ["INFO odin.subscribe.009"]),
        ("an unknown one in an error before", () => Story.Asks("subscribe", "NOPE", "SBIN").Error("Invalid stock: NOPE").Grants(["SBIN"], [], 1).After(11).Observed(), ["INFO odin.subscribe.009"]),
        ("an unknown one spoils the rest", () => Story.Asks("subscribe", "NOPE", "SBIN").Error("Invalid stock: NOPE").After(11).Observed(), ["FAIL odin.subscribe.008"]),
        ("all unknown, an error", () => Story.Asks("subscribe", "NOPE").Error("Invalid stock: NOPE"), ["INFO odin.subscribe.012"]),
        ("another order", () => Story.Asks("subscribe", "SBIN", "TCS").Grants(["TCS", "SBIN"], [], 2), ["INFO odin.subscribe.010"]),
        ("another action", () => Story.Asks("subscribe", "SBIN").Server("""{"type":"subscription_response","status":"success","data":{"action":"unsubscribe","subscribed_stocks":["SBIN"],"failed_stocks":[],"total_subscribed":1}}""").After(11).Observed(), ["FAIL odin.subscribe.005"]),
        ("a total of more than was asked for", () => Story.Asks("subscribe", "SBIN").Grants(["SBIN"], [], 2), ["FAIL odin.subscribe.018"]),
        ("a total of less than was granted", () => Story.Asks("subscribe", "SBIN", "TCS").Grants(["SBIN", "TCS"], [], 1), ["FAIL odin.subscribe.018"]),
        ("an unknown one taken, and not counted", () => Story.Asks("subscribe", "NOPE", "SBIN").Grants(["NOPE", "SBIN"], [], 1), ["INFO odin.subscribe.011"]),
        ("a total of one who was here before", () => OdinWords.New().Connected(restored: null).Asks("subscribe", "SBIN").Grants(["SBIN"], [], 7), []),
        ("binary answers", () => Story.Asks("subscribe", "SBIN").Send(Party.Server, FrameKind.Binary, [1, 2]).After(11).Observed(), ["INFO odin.message.012"]),
        ("refused, since the market is closed", () => Story.Client("""{"action":"subscribe","stocks":["SBIN"]}""").Error("Market Closed"), ["INFO odin.hours.006"]),
        ("a total of the request alone", () => Story.Subscribes("SBIN").Asks("subscribe", "TCS").Grants(["TCS"], [], 1), ["INFO odin.subscribe.011"]));

    [Theory]
    [MemberData(nameof(Subscribing))]
    public void Subscribe_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Others() => Stories.Table(
        ("unsubscribe", () => Story.Subscribes("SBIN").Unsubscribes("SBIN"), []),
        ("unsubscribe, less said", () => Story.Subscribes("SBIN").Asks("unsubscribe", "SBIN").Server("""{"type":"subscription_response","status":"success","data":{"action":"unsubscribe"}}"""), ["INFO odin.unsubscribe.003"]),
        ("unsubscribe, less said still", () => Story.Subscribes("SBIN").Asks("unsubscribe", "SBIN").Server("""{"type":"subscription_response","status":"success","data":{}}"""), ["INFO odin.unsubscribe.003"]),
        ("unsubscribe, nothing said", () => Story.Subscribes("SBIN").Asks("unsubscribe", "SBIN").After(11).Observed(), ["INFO odin.unsubscribe.003"]),
        ("unsubscribe refused", () => Story.Subscribes("SBIN").Asks("unsubscribe", "SBIN").Error("no"), ["INFO odin.unsubscribe.003", "FAIL odin.unsubscribe.001"]),
        ("the list", () => Story.Subscribes("SBIN", "TCS").Lists(["3045", "11536"], ["SBIN", "TCS"]), []),
        ("the list in another order", () => Story.Subscribes("SBIN", "TCS").Lists(["11536", "3045"], ["TCS", "SBIN"]), []),
        ("the list while an answer is due", () => Story.Asks("subscribe", "SBIN").Lists([], []).Grants(["SBIN"], [], 1), []),
        ("the list of one who was here before", () => OdinWords.New().Connected(restored: null).Subscribes("SBIN").Lists(["3045", "2885"], ["SBIN", "RELIANCE"]), []),
        ("the list, another status", () => Story.Lists([], [], status: "alive"), ["FAIL odin.subscriptions.001"]),
        ("the list refused", () => Story.Asks("get_subscriptions").Error("no"), ["FAIL odin.subscriptions.001"]),
        ("no list", () => Story.Asks("get_subscriptions").After(11).Observed(), ["FAIL odin.subscriptions.001"]),
        ("the list without symbols", () => Story.Asks("get_subscriptions").Server("""{"type":"subscriptions","status":"success","data":{"subscribed_tokens":[],"total_subscribed":0}}"""), ["FAIL odin.subscriptions.002"]),
        ("the list lacks one", () => Story.Subscribes("SBIN", "TCS").Lists(["3045"], ["SBIN"]), ["FAIL odin.subscriptions.003"]),
        ("the list has one more", () => Story.Subscribes("SBIN").Lists(["3045", "2885"], ["SBIN", "RELIANCE"]), ["FAIL odin.subscriptions.003"]),
        ("the list holds what was given up", () => Story.Subscribes("SBIN").Unsubscribes("SBIN").Lists(["3045"], ["SBIN"]), ["FAIL odin.unsubscribe.001"]),
        ("the list after a second request, of both", () => Story.Subscribes("SBIN").Asks("subscribe", "TCS").Grants(["TCS"], [], 2).Lists(["3045", "11536"], ["SBIN", "TCS"]), []),
        ("the list after a second request, which replaced the first", () => Story.Subscribes("SBIN").Asks("subscribe", "TCS").Grants(["TCS"], [], 2).Lists(["11536"], ["TCS"]), ["FAIL odin.subscribe.017"]),
        ("the list of numbers", () => Story.Subscribes("SBIN").Asks("get_subscriptions").Server("""{"type":"subscriptions","status":"success","data":{"subscribed_tokens":[3045],"subscribed_symbols":["SBIN"],"total_subscribed":1}}"""), ["FAIL odin.subscriptions.002"]),
        ("a total that is none", () => Story.Subscribes("SBIN").Lists(["3045"], ["SBIN"], 5), ["FAIL odin.subscriptions.004"]),
        ("lists crossed", () => Story.Subscribes("SBIN", "TCS").Lists(["11536", "3045"], ["SBIN", "TCS"]), ["WARN odin.subscriptions.005"]),
        ("market status", () => Story.Status(true), []),
        ("market status, nothing in it", () => Story.Asks("market_status").Server("""{"type":"market_status","status":"success","data":{}}"""), ["FAIL odin.market-status.002", "INFO odin.market-status.003"]),
        ("market status in other words", () => Story.Asks("market_status").Server("""{"type":"market_status","status":"success","message":"Market is open"}"""), ["INFO odin.market-status.003"]),
        ("market status refused", () => Story.Asks("market_status").Error("no"), ["FAIL odin.market-status.001"]),
        ("no market status", () => Story.Asks("market_status").After(11).Observed(), ["FAIL odin.market-status.001"]),
        ("pong", () => Story.Asks("ping").Server("""{"type":"pong","status":"alive","client_id":"app","timestamp":1763121600000}"""), []),
        ("pong with data", () => Story.Asks("ping").Server("""{"type":"pong","status":"success","data":{}}"""), ["INFO odin.ping.002"]),
        ("no pong", () => Story.Asks("ping").After(11).Observed(), ["FAIL odin.ping.001"]),
        ("an error for a ping", () => Story.Asks("ping").Error("no"), ["FAIL odin.ping.001"]),
        ("nothing subscribed", () => Story.Asks("subscribe").Error("No stocks provided for subscription"), ["FAIL odin.request.002"]),
        ("an empty list", () => Story.Client("""{"action":"subscribe","stocks":[]}""").Error("No stocks provided for subscription"), ["FAIL odin.request.002"]),
        ("a list of blanks", () => Story.Client("""{"action":"subscribe","stocks":[" "]}""").Error("No stocks provided for subscription"), ["FAIL odin.request.002"]),
        ("an empty list while the market is closed", () => Story.Client("""{"action":"subscribe","stocks":[]}""").Error("Market Closed"), ["FAIL odin.request.002"]),
        ("an empty list, another text", () => Story.Client("""{"action":"subscribe","stocks":[]}""").Error("what?"), ["FAIL odin.request.002", "WARN odin.errors.003"]),
        ("an empty list taken", () => Story.Client("""{"action":"subscribe","stocks":[]}""").Grants([], [], 0), ["FAIL odin.request.002", "FAIL odin.errors.002"]),
        ("an empty list unanswered", () => Story.Client("""{"action":"subscribe","stocks":[]}""").After(11).Observed(), ["FAIL odin.request.002", "FAIL odin.errors.002"]),
        ("nothing unsubscribed", () => Story.Client("""{"action":"unsubscribe","stocks":[]}""").Error("what?"), ["INFO odin.errors.005"]),
        ("an unknown action", () => Story.Asks("fly").Error("Unknown action: fly"), ["FAIL odin.request.001"]),
        ("an unknown action, another text", () => Story.Asks("fly").Error("no"), ["FAIL odin.request.001", "INFO odin.errors.006"]),
        ("no JSON", () => Story.Client("no").Error("bad"), ["FAIL odin.request.001"]),
        ("no JSON, no answer", () => Story.Client("no").After(11).Observed(), ["FAIL odin.request.001", "INFO odin.errors.007"]),
        ("no JSON, dropped", () => Story.Client("no").Lost().After(5).Connected(), ["FAIL odin.request.001", "INFO odin.errors.007"]),
        ("an error in place of several answers", () => Story.Asks("ping").Client("no").Error("bad").Server("""{"type":"pong","status":"alive","client_id":"app","timestamp":1763121600000}"""), ["FAIL odin.request.001"]));

    [Theory]
    [MemberData(nameof(Others))]
    public void Other_requests_are_judged(Story story) => story.Check();
}
