using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using static Harness.Specs.Tests.Rules.AirAlgo.Phoenix;

namespace Harness.Specs.Tests.Rules.AirAlgo;

/// <summary>What a server may do wrong around joining and prices.</summary>
public sealed class ServerRulesTests
{
    public static TheoryData<Story> Tokens() => Stories.Table(
        ("no such endpoint", () => New().Request("GET", "/api/token?api_key=demo-key").Response(404), ["FAIL airalgo.token.002"]),
        ("a server error", () => New().Request("GET", "/api/token/?api_key=demo-key").Response(500), ["FAIL airalgo.token.002"]),
        ("no slash at the end", () => New().Request("GET", "/api/token/?api_key=demo-key").Response(404), ["INFO airalgo.token.004"]),
        ("POST alone", () => New().Request("GET", "/api/token?api_key=demo-key").Response(405).Request("POST", "/api/token?api_key=demo-key").Response(200, """{"status":"ok","access_token":"t"}"""), ["INFO airalgo.token.007"]),
        ("neither GET nor POST", () => New().Request("GET", "/api/token?api_key=demo-key").Response(405).Request("POST", "/api/token?api_key=demo-key").Response(405), ["INFO airalgo.token.007", "FAIL airalgo.token.002"]),
        ("a token under another name", () => New().Request("GET", "/api/token?api_key=demo-key").Response(200, """{"status":"ok","token":"t"}"""), ["INFO airalgo.token.005"]),
        ("201", () => New().Request("GET", "/api/token?api_key=demo-key").Response(201, """{"status":"ok","access_token":"t"}"""), ["INFO airalgo.token.005"]),
        ("a refusal", () => New().Request("GET", "/api/token?api_key=x").Response(401, """{"status":"error","reason":"Invalid API Key"}"""), []),
        ("another refusal", () => New().Request("GET", "/api/token?api_key=x").Response(403, "no"), ["INFO airalgo.token.006", "INFO airalgo.token.006"]));

    [Theory]
    [MemberData(nameof(Tokens))]
    public void Token_endpoint_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Admissions() => Stories.Table(
        ("refused", () => New().Ask("/socket/websocket").Refuse(403), ["FAIL airalgo.connect.002"]),
        ("another version served", () => New().Connect("/socket/websocket?vsn=2.0.0"), ["INFO airalgo.connect.004", "INFO airalgo.connect.005"]));

    [Theory]
    [MemberData(nameof(Admissions))]
    public void Admission_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Joins() => Stories.Table(
        ("not answered", () => New().Login().Connect().Join().After(11).Observed(), ["FAIL airalgo.join.003"]),
        ("another status", () => New().Login().Connect().Join().Reply("okay", "1"), ["FAIL airalgo.join.003"]),
        ("a response that says something", () => New().Login().Connect().Join().Reply("ok", "1", """{"x":1}"""), ["INFO airalgo.join.005"]),
        ("a refused key taken", () => Refused().Connect().Join().Reply("ok", "1"), ["FAIL airalgo.join.006"]),
        ("a refused key refused", () => Refused().Connect().Join().Refuses("Invalid API Key", "1"), []),
        ("a refused key refused in other words", () => Refused().Connect().Join().Refuses("bad key", "1"), ["FAIL airalgo.join.007"]),
        ("the token named before the key", () => Refused().Connect().Join().Refuses(BadToken, "1"), ["INFO airalgo.join.012"]),
        ("a key without a token refused in other words", () => New().Request("GET", "/api/token/?api_key=demo-key").Response(200, "no").Connect().Join().Refuses("bad key", "1"), ["INFO airalgo.token.005", "FAIL airalgo.join.007"]),
        ("a good key refused for a bad token", () => New().Login().Connect().Join("x").Refuses("Invalid API Key", "1"), ["FAIL airalgo.join.009"]),
        ("no token taken", () => New().Login().Connect().Say("phx_join", "{}", "1").Reply("ok", "1"), ["FAIL airalgo.join.001", "FAIL airalgo.join.008"]),
        ("another's token taken", () => New().Login().Login("other-key", "token-2").Connect().Join("token-2").Reply("ok", "1"), ["FAIL airalgo.join.008"]),
        ("a token refused in other words", () => New().Login().Connect().Join("x").Refuses("no", "1"), ["FAIL airalgo.join.009"]),
        ("another ref", () => New().Login().Connect().Join().Reply("ok", "2"), ["FAIL airalgo.envelope.003"]),
        ("another topic", () => New().Login().Connect().Join().Reply("ok", "1", topic: "api:other"), ["FAIL airalgo.envelope.004"]),
        ("a ref that is a number", () => New().Login().Connect().Join().Server("""{"event":"phx_reply","payload":{"response":{},"status":"ok"},"ref":1,"topic":"api:demo-key"}"""), ["FAIL airalgo.envelope.002"]),
        ("no topic", () => New().Login().Connect().Join().Server("""{"event":"phx_reply","payload":{"response":{},"status":"ok"},"ref":"1"}"""), ["FAIL airalgo.envelope.002"]),
        ("a payload that is a string, and prices", () => New().Login().Connect().Join().Server("""{"event":"phx_reply","payload":"{}","ref":"1","topic":"api:demo-key"}""").Subscribe("22").Prices("22"), ["FAIL airalgo.envelope.002"]),
        ("join_ref forgotten", () => New().Login().Connect().Client("""{"topic":"api:demo-key","event":"phx_join","payload":{"access_token":"token-1"},"ref":"1","join_ref":"1"}""").Reply("ok", "1"), ["INFO airalgo.envelope.009"]),
        ("the end after a failed join", () => New().Login().Connect().Join("x").Refuses(BadToken, "1").Closed(Party.Server, 1000), ["INFO airalgo.join.013"]),
        ("joined twice", () => Joined().Join(reference: "2").Push("phx_close", "{}", "\"1\"").Reply("ok", "2"), []),
        ("joined twice without phx_close", () => Joined().Join(reference: "2").Reply("ok", "2"), ["INFO airalgo.phoenix.004"]),
        ("joined twice and refused, served as before", () => Joined().Join(reference: "2").Refuses("already joined", "2").Subscribe("22").Prices("22").Prices("22"), ["INFO airalgo.phoenix.004"]),
        ("joined twice and refused, the first ended", () => Joined().Join(reference: "2").Refuses("already joined", "2").Subscribe("22").Refuses("unmatched topic", "9"), ["INFO airalgo.phoenix.004"]),
        ("left", () => Joined().Say("phx_leave", "{}").Reply("ok", "9"), []),
        ("left and refused", () => Joined().Say("phx_leave", "{}").Refuses("no", "9"), ["INFO airalgo.phoenix.005"]),
        ("a heartbeat unanswered", () => Joined().Say("heartbeat", "{}", "1", "phoenix").After(11).Observed(), ["INFO airalgo.phoenix.001"]));

    [Theory]
    [MemberData(nameof(Joins))]
    public void Joining_is_judged(Story story) => story.Check();

    private const string TooEarly = "FAIL airalgo.join.002";

    public static TheoryData<Story> Early() => Stories.Table(
        ("refused", () => New().Connect().Subscribe("22").Refuses("unmatched topic", "9"), [TooEarly]),
        ("not answered", () => New().Connect().Subscribe("22").After(11).Observed(), [TooEarly, "FAIL airalgo.join.010"]),
        ("served", () => New().Connect().Subscribe("22").Prices("22"), [TooEarly, "FAIL airalgo.join.010"]),
        ("answered with a payload that is a string", () => New().Connect().Subscribe("22").Server("""{"event":"phx_reply","payload":"{}","ref":"9","topic":"api:demo-key"}"""), [TooEarly, "FAIL airalgo.envelope.002"]),
        ("an order taken", () => New().Connect().Places().Responds("Pending"), [TooEarly, "FAIL airalgo.join.010"]),
        ("refused in other words", () => New().Connect().Subscribe("22").Refuses("join first", "9"), [TooEarly, "FAIL airalgo.join.011"]),
        ("another topic joined", () => Joined().Say("subscribe", """{"list":["22"]}""", "9", "api:demo-key2").Reply("ok", "9", topic: "api:demo-key2"), ["FAIL airalgo.envelope.007", TooEarly, "INFO airalgo.join.015"]));

    [Theory]
    [MemberData(nameof(Early))]
    public void Events_before_a_join_are_judged(Story story) => story.Check(JudgeOptions.Default);

    public static TheoryData<Story> Prices() => Stories.Table(
        ("unknown tokens left out", () => Joined().Subscribe("22", "x").Prices("22").Prices("22"), []),
        ("only unknown tokens", () => Joined().Subscribe("x").Prices(), []),
        ("an error for an unknown token", () => Joined().Subscribe("x").Refuses("unknown token", "9"), ["INFO airalgo.subscribe.005"]),
        ("ok beside the prices", () => Joined().Subscribe("22").Reply("ok", "9").Prices("22").Prices("22"), []),
        ("not answered", () => Joined().Subscribe("22").After(11).Observed(), ["FAIL airalgo.subscribe.002"]),
        ("a known token refused", () => Joined().Subscribe("22").Prices("22").Prices("22").Subscribe("22").Refuses("no", "9"), ["FAIL airalgo.subscribe.002"]),
        ("left out at first", () => Joined().Subscribe("22", "25").Prices("22").Prices("25").Prices("22"), ["INFO airalgo.subscribe.005"]),
        ("never updated", () => Joined().Subscribe("22").Prices("22").After(31).Observed(), ["INCONCLUSIVE airalgo.subscribe.003"]),
        ("forgotten for another", () => Joined().Subscribe("22").Prices("22").Prices("22").Subscribe("25").Prices("25").After(20).Prices("25").After(11).Observed(), ["INCONCLUSIVE airalgo.subscribe.003"]),
        ("not asked for", () => Joined().Subscribe("22").Prices("22").Prices("22", "25"), ["FAIL airalgo.subscribe.004"]),
        ("several in one update", () => Joined().Subscribe("22", "25").Prices("22", "25").Prices("25", "22"), []),
        ("after the end", () => Joined().Subscribe("22").Prices("22").Prices("22").Unsubscribe("22").Prices("22").Removed("22").Prices("22"), ["FAIL airalgo.unsubscribe.004"]),
        ("asked for again meanwhile", () => Joined().Subscribe("22").Prices("22").Prices("22").Unsubscribe("22").Subscribe("22").Removed("22").Prices("22").Prices("22"), []),
        ("the end unanswered", () => Joined().Unsubscribe("22").After(11).Observed(), ["FAIL airalgo.unsubscribe.002"]),
        ("the end refused", () => Joined().Unsubscribe("22").Refuses("no", "9"), ["FAIL airalgo.unsubscribe.002"]),
        ("another's end", () => Joined().Subscribe("22", "25").Prices("22", "25").Unsubscribe("22").Removed("22", "25"), ["INFO airalgo.unsubscribe.005"]),
        ("a stranger's end", () => Joined().Unsubscribe("22").Removed("22", "99"), ["WARN airalgo.unsubscribe.006"]),
        ("the end of nothing", () => Joined().Subscribe("22").Prices("22").Unsubscribe("22").Removed(), ["INFO airalgo.unsubscribe.005"]),
        ("the end of what was never served", () => Joined().Unsubscribe("x").Removed(), []),
        ("the end without tokens", () => Joined().Unsubscribe("22").Push("unsubscribe", "{}"), ["FAIL airalgo.unsubscribe.003"]),
        ("a ref", () => Joined().Subscribe("22").Push("ltp", $$"""{"22":{{Last()}}}""", "\"9\"").Prices("22"), ["FAIL airalgo.envelope.005"]),
        ("another topic", () => Joined().Subscribe("22").Prices("22").Prices("22").Push("ltp", $$"""{"22":{{Last()}}}""", topic: "api:x"), ["FAIL airalgo.envelope.006"]),
        ("no ltq", () => Price("""{"ltp":1,"ltt":"2025-01-09T12:53:00Z"}"""), ["FAIL airalgo.ltp.001"]),
        ("no object", () => Price("220800"), ["FAIL airalgo.ltp.001"]),
        ("a price that is a string", () => Price(Last(ltp: "\"220800\"")), ["FAIL airalgo.ltp.002"]),
        ("a price in rupees", () => Price(Last(ltp: "2208.5")), ["WARN airalgo.ltp.003"]),
        ("a whole price with a fraction of 0", () => Price(Last(ltp: "220800.0")), []),
        ("a quantity below 0", () => Price(Last(ltq: "-1")), ["FAIL airalgo.ltp.004"]),
        ("a price below 0", () => Price(Last(ltp: "-220800")), ["WARN airalgo.ltp.007"]),
        ("a time before the last", () => Joined().Subscribe("22").Prices("22").Push("ltp", $$"""{"22":{{Last(ltt: "\"2025-01-09T12:43:00Z\"")}}}"""), ["WARN airalgo.ltp.008"]),
        ("the same time in another zone", () => Joined().Subscribe("22").Prices("22").Push("ltp", $$"""{"22":{{Last(ltt: "\"2025-01-09T18:23:00+05:30\"")}}}"""), ["INFO airalgo.ltp.006"]),
        ("a time of another form", () => Price(Last(ltt: "\"12:53:00 09-01-2025\"")), ["WARN airalgo.ltp.005"]),
        ("a time with a zone", () => Price(Last(ltt: "\"2025-01-09T18:23:00+05:30\"")), ["INFO airalgo.ltp.006"]),
        ("one more field", () => Price("""{"ltp":1,"ltq":1,"ltt":"2025-01-09T12:53:00Z","volume":7}"""), ["INFO airalgo.envelope.011"]),
        ("a key twice", () => Joined().Subscribe("22").Push("ltp", $$"""{"22":{{Last()}},"22":{{Last()}}}""").Prices("22"), ["INFO airalgo.envelope.012"]));

    [Theory]
    [MemberData(nameof(Prices))]
    public void Prices_are_judged(Story story) => story.Check();

    public static TheoryData<Story> Shapes() => Stories.Table(
        ("no JSON", () => Joined().Server("hello"), ["FAIL airalgo.envelope.002"]),
        ("an array", () => Joined().Server("""[null,null,"api:demo-key","ltp",{}]"""), ["FAIL airalgo.envelope.002"]),
        ("no ref", () => Joined().Server("""{"event":"ltp","payload":{},"topic":"api:demo-key"}"""), ["FAIL airalgo.envelope.002"]),
        ("no payload", () => Joined().Server("""{"event":"ltp","ref":null,"topic":"api:demo-key"}"""), ["FAIL airalgo.envelope.002"]),
        ("a binary frame", () => Joined().Send(Party.Server, FrameKind.Binary, [1]), ["INFO airalgo.envelope.013"]),
        ("a reply without status", () => Joined().Server("""{"event":"phx_reply","payload":{"response":{}},"ref":"","topic":"api:demo-key"}"""), ["FAIL airalgo.join.004"]),
        ("an error without reason", () => Joined().Reply("error", "7"), ["FAIL airalgo.errors.002"]),
        ("an unknown event", () => Joined().Push("news", "{}"), []));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Shapes_are_judged(Story story) => story.Check();

    private const string BadMessage = "FAIL airalgo.envelope.001";
    private const string BadList = "FAIL airalgo.subscribe.001";

    public static TheoryData<Story> Errors() => Stories.Table(
        ("refused with another reason", () => Joined().Client("x").Refuses("no", ""), [BadMessage, "INFO airalgo.envelope.010"]),
        ("not answered", () => Joined().Client("x").After(11).Observed(), [BadMessage, "INFO airalgo.envelope.010"]),
        ("dropped", () => Joined().Client("x").Reset(Party.Server).Connect().Observed(), [BadMessage, "INFO airalgo.envelope.010"]),
        ("a list taken that is none", () => Joined().Say("subscribe", """{"list":"22"}""").Reply("ok", "9"), [BadList, "INFO airalgo.subscribe.006"]),
        ("an order taken that cannot be read", () => Joined().Places("{}").Reply("ok", "9"), [.. Enumerable.Repeat("FAIL airalgo.order.001", 8), "INFO airalgo.execution.005"]),
        ("an expired token", () => Joined().Subscribe("22").Refuses(BadToken, "9").Closed(Party.Client, 1000), []),
        ("an expired token ends it", () => Joined().Subscribe("22").Refuses(BadToken, "9").Closed(Party.Server, 1000).Connect(), ["INFO airalgo.join.014"]));

    [Theory]
    [MemberData(nameof(Errors))]
    public void Errors_are_judged(Story story) => story.Check();

    [Fact]
    public void Silence_under_the_heartbeat_stance_is_told()
    {
        var stances = Harness.Fixtures.Catalog.ProtocolCatalog.Embedded.Stances.Choose(["airalgo.heartbeat=60s"], out _);
        var session = Joined().Subscribe("22").Prices("22").After(50).Prices("22").After(50).Prices("22");

        session.Findings(JudgeOptions.Default with { Stances = stances }).ShouldContain(finding => finding.StartsWith("INFO airalgo.phoenix.002", StringComparison.Ordinal));
        session.Findings().ShouldNotContain(finding => finding.StartsWith("INFO airalgo.phoenix.002", StringComparison.Ordinal));
    }

    public static TheoryData<Story> Holes() => Stories.Table(
        ("after a join", () => New().Login().Connect().Join().Gap(3).After(20).Observed(), ["INCONCLUSIVE airalgo.join.003"]),
        ("after a subscribe", () => Joined().Subscribe("22").Gap(3).After(20).Observed(), ["INCONCLUSIVE airalgo.subscribe.002"]),
        ("after an unsubscribe", () => Joined().Unsubscribe("22").Gap(3).After(20).Observed(), ["INCONCLUSIVE airalgo.unsubscribe.002"]),
        ("after an event before a join", () => New().Connect().Subscribe("22").Gap(3).After(20).Observed(), ["FAIL airalgo.join.002", "INCONCLUSIVE airalgo.join.010"]));

    [Theory]
    [MemberData(nameof(Holes))]
    public void Answer_that_may_lie_in_a_gap_is_inconclusive(Story story) =>
        ((Session)story.Tell()).Findings().Where(finding => finding.Contains("airalgo.", StringComparison.Ordinal)).Select(finding => finding.Split(" #")[0])
            .ShouldBe(story.Expected.Append("INCONCLUSIVE airalgo.practice.003").Append("INCONCLUSIVE airalgo.response.001"), ignoreOrder: true);

    private static Session Refused() => New().Request("GET", "/api/token/?api_key=demo-key").Response(401, """{"status":"error","reason":"Invalid API Key"}""");

    private static Session Price(string last) => Joined().Subscribe("22").Prices("22").Prices("22").Push("ltp", $$"""{"22":{{last}}}""");
}
