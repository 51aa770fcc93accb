using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using static Harness.Specs.Tests.Rules.AirAlgo.Phoenix;

namespace Harness.Specs.Tests.Rules.AirAlgo;

/// <summary>What a client may do wrong, and what it may do though it looks strange.</summary>
public sealed class ClientRulesTests
{
    public static TheoryData<Story> Logins() => Stories.Table(
        ("a good login", () => New().Login(), []),
        ("without the slash", () => New().Login(path: "/api/token"), []),
        ("POST", () => New().Request("POST", "/api/token/?api_key=demo-key").Response(200, """{"status":"ok","access_token":"t"}"""), []),
        ("another address", () => New().Request("GET", "/token?api_key=demo-key").Response(404), ["FAIL airalgo.token.001"]),
        ("another method", () => New().Request("PUT", "/api/token?api_key=demo-key").Response(405), ["INFO airalgo.token.003"]),
        ("the key under another name", () => New().Request("GET", "/api/token?key=demo-key").Response(401, """{"status":"error","reason":"Invalid API Key"}"""), ["INFO airalgo.token.003"]),
        ("an unrelated request", () => New().Request("GET", "/favicon.ico").Response(404), []));

    [Theory]
    [MemberData(nameof(Logins))]
    public void Login_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Handshakes() => Stories.Table(
        ("without vsn", () => New().Connect(), []),
        ("vsn 1.0.0", () => New().Connect("/socket/websocket?vsn=1.0.0"), []),
        ("vsn 2.0.0", () => New().Ask("/socket/websocket?vsn=2.0.0").Refuse(403), ["INFO airalgo.connect.004"]),
        ("another path", () => New().Ask("/socket").Refuse(404), ["FAIL airalgo.connect.001"]));

    [Theory]
    [MemberData(nameof(Handshakes))]
    public void Handshake_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Messages() => Stories.Table(
        ("a session as documented", () => Joined().Subscribe("22").Prices("22").Prices("22").Unsubscribe("22").Removed("22"), []),
        ("heartbeats before anything else", () => New().Connect().Say("heartbeat", "{}", "1", "phoenix").Reply("ok", "1", topic: "phoenix"), []),
        ("join_ref as Phoenix sends it", () => Joined().Client("""{"topic":"api:demo-key","event":"subscribe","payload":{"list":["22"]},"ref":"2","join_ref":"1"}""").Prices("22"), []),
        ("a join and what follows at once", () => New().Login().Connect().Join().Subscribe("22").Reply("ok", "1").Prices("22"), []),
        ("no JSON", () => Joined().Client("subscribe").Refuses("invalid message", ""), ["FAIL airalgo.envelope.001"]),
        ("an array", () => Joined().Client("""["1","2","api:demo-key","subscribe",{}]""").Refuses("invalid message", ""), ["FAIL airalgo.envelope.001"]),
        ("no ref", () => Joined().Client("""{"topic":"api:demo-key","event":"subscribe","payload":{"list":["22"]}}""").Prices("22"), ["FAIL airalgo.envelope.001"]),
        ("a ref that is a number", () => Joined().Client("""{"topic":"api:demo-key","event":"subscribe","payload":{"list":["22"]},"ref":7}""").Refuses("invalid message", ""), ["FAIL airalgo.envelope.001"]),
        ("a topic without the key", () => New().Login().Connect().Join(topic: "api").Refuses("unmatched topic", "1", "api"), ["FAIL airalgo.envelope.007"]),
        ("another key than that of the login", () => New().Login().Connect().Join(topic: "api:other-key").Refuses("Invalid API Key", "1", "api:other-key"), ["FAIL airalgo.envelope.007"]),
        ("a join without a token", () => New().Login().Connect().Say("phx_join", "{}", "1").Refuses(BadToken, "1"), ["FAIL airalgo.join.001"]),
        ("a subscribe without a join", () => New().Login().Connect().Subscribe("22").Refuses("unmatched topic", "9"), ["FAIL airalgo.join.002"]),
        ("a subscribe after a failed join", () => New().Login().Connect().Join("x").Refuses(BadToken, "1").Subscribe("22").Refuses("unmatched topic", "9"), ["FAIL airalgo.join.002"]),
        ("the same subscribe eight times more", () => Again(Joined().Subscribe("22").Prices("22"), 8), []),
        ("the same subscribe over and over", () => Again(Joined().Subscribe("22").Prices("22"), 12), ["WARN duties.pace.002", "INFO airalgo.subscribe.008"]),
        ("tokens as numbers", () => Joined().Say("subscribe", """{"list":[22]}""").Refuses("list", "9"), ["FAIL airalgo.subscribe.001"]),
        ("a token that is no list", () => Joined().Say("unsubscribe", """{"list":"22"}""").Refuses("list", "9"), ["FAIL airalgo.unsubscribe.001"]),
        ("tokens under another name", () => Joined().Say("subscribe", """{"tokens":["22"]}""").Refuses("list", "9"), ["FAIL airalgo.subscribe.001"]));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Messages_are_judged(Story story) => story.Check();

    public static TheoryData<Story> Orders() => Stories.Table(
        ("the document's", () => Sends(Order), []),
        ("a limit order", () => Sends(With("limit", 137000, 0, 137100)), []),
        ("an sl order", () => Sends(With("sl", 137000, 136900, 137100)), []),
        ("an slm order without ltp", () => Sends(With("slm", 0, 136900, 0)), []),
        ("no quantity", () => Sends(Order.Replace(",\"quantity\":20", "", StringComparison.Ordinal)), ["FAIL airalgo.order.001"]),
        ("a token that is a number", () => Sends(Order.Replace("\"2885\"", "2885", StringComparison.Ordinal)), ["FAIL airalgo.order.002"]),
        ("a quantity that is a string", () => Sends(Order.Replace("20", "\"20\"", StringComparison.Ordinal)), ["FAIL airalgo.order.003"]),
        ("a price in rupees", () => Sends(With("limit", 1370.05m, 0, 137100)), ["FAIL airalgo.order.003"]),
        ("another kind", () => Sends(Order.Replace("market\"", "MARKET\"", StringComparison.Ordinal)), ["FAIL airalgo.order.004"]),
        ("another side", () => Sends(Order.Replace("\"B\"", "\"BUY\"", StringComparison.Ordinal)), ["FAIL airalgo.order.005"]),
        ("another validity", () => Sends(Order.Replace("Day", "IOC", StringComparison.Ordinal)), ["FAIL airalgo.order.006"]),
        ("a limit without price", () => Sends(With("limit", 0, 0, 137100)), ["WARN airalgo.order.007"]),
        ("a stop without trigger", () => Sends(With("sl", 137000, 0, 137100)), ["WARN airalgo.order.008"]),
        ("a limit without ltp", () => Sends(With("limit", 137000, 0, 0)), ["WARN airalgo.order.009"]),
        ("a stop at the market without trigger", () => Sends(With("slm", 0, 0, 0)), ["INFO airalgo.order.012"]));

    [Theory]
    [MemberData(nameof(Orders))]
    public void Orders_are_judged(Story story) => story.Check();

    public static TheoryData<Story> Habits() => Stories.Table(
        ("silence", () => New().Connect().After(61).Observed(), ["INFO airalgo.phoenix.003"]),
        ("heartbeats", () => New().Connect().After(40).Say("heartbeat", "{}", "1", "phoenix").Reply("ok", "1", topic: "phoenix").After(40).Observed(), []),
        ("comes back", () => Joined().Reset(Party.Server).After(5).Connect().After(10).Observed(), []),
        ("does not come back", () => Joined().Reset(Party.Server).After(61).Observed(), ["WARN airalgo.practice.003"]),
        ("leaves by itself", () => Joined().Closed(Party.Client, 1000).After(61).Observed(), []),
        ("was never let in", () => New().Login().Connect().Join().Refuses(BadToken, "1").Closed(Party.Server, 1000).After(61).Observed(), ["INFO airalgo.join.013"]),
        ("a fresh token", () => New().Login().Connect().Join().Refuses(BadToken, "1").Login(token: "token-2").On(2).Join("token-2", "2").Reply("ok", "2"), []),
        ("the old token again", () => New().Login().Connect().Join().Refuses(BadToken, "1").Join(reference: "2").Refuses(BadToken, "2"), ["WARN airalgo.practice.002"]),
        ("waits with the old token", () => New().Login().Connect().Join().Refuses(BadToken, "1").After(40).Say("heartbeat", "{}", "1", "phoenix").Reply("ok", "1", topic: "phoenix").After(21).Observed(), ["WARN airalgo.practice.002"]),
        ("gives up", () => New().Login().Connect().Join().Refuses(BadToken, "1").Closed(Party.Client, 1000).After(61).Observed(), []),
        ("the same order after a loss", () => Joined().Places().Responds("Pending").Reset(Party.Server).Connect().Join().Reply("ok", "1").Places().Responds("Pending", text => text.Replace("1300000", "1300001", StringComparison.Ordinal).Replace(":11,", ":12,", StringComparison.Ordinal)), ["WARN duties.orders.001"]),
        ("subscriptions lost", () => Joined().Subscribe("22").Prices("22").Prices("22").Reset(Party.Server).Connect().Join().Reply("ok", "1").After(16).Observed(), ["WARN duties.resume.001"]),
        ("subscriptions restored", () => Joined().Subscribe("22").Prices("22").Prices("22").Reset(Party.Server).Connect().Join().Reply("ok", "1").Subscribe("22").Prices("22").Prices("22").After(16).Observed(), []));

    [Theory]
    [MemberData(nameof(Habits))]
    public void Habits_are_judged(Story story) => story.Check();

    public static TheoryData<Story> Tasks() => Stories.Table(
        ("each once", () => Joined().Places().Places(Sale), []),
        ("one of them twice at once", () => Joined().Places().Places(Sale).Places(), ["WARN duties.orders.001"]),
        ("twice with other digits and a field of its own", () => Joined().Places().Places(Order.Replace("20", "2e1", StringComparison.Ordinal).Replace("}", ",\"tag\":7}", StringComparison.Ordinal)), ["WARN duties.orders.001"]),
        ("again after it was turned away", () => Joined().Places().Refuses(BadToken, "9").Places(), []),
        ("again after it was turned away, and once more", () => Joined().Places().Refuses(BadToken, "9").Places().Places(), ["WARN duties.orders.001"]),
        ("again and again as often as it is turned away", () => Joined().Places().Refuses(BadToken, "9").Places().Refuses(BadToken, "9").Places(), ["WARN duties.orders.001"]),
        ("again after its rejection", () => Joined().Places().Responds("Rejected").Places(), ["WARN duties.orders.001", "INCONCLUSIVE airalgo.response.005"]),
        ("again after it was turned away and the connection lost", () => Joined().Places().Refuses(BadToken, "9").Reset(Party.Server).Connect().Join().Reply("ok", "1").Places(), ["INFO airalgo.join.014"]),
        ("again after a loss, told once", () => Joined().Places().Reset(Party.Server).Connect().Join().Reply("ok", "1").Places(), ["WARN duties.orders.001"]),
        ("orders of its own, twice", () => Joined().Places(With("limit", 137000, 0, 137100)).Places(With("limit", 137000, 0, 137100)), []));

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Orders_of_a_task_are_counted(Story story) => story.Check(JudgeOptions.Default with { Orders = [JsonElement.Parse(Order), JsonElement.Parse(Sale)] });

    public static TheoryData<Story> Pairs() => Stories.Table(
        ("both", () => Joined().Places().Places(), []),
        ("one too many", () => Joined().Places().Places().Places(), ["WARN duties.orders.001"]));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Task_with_two_equal_orders_has_them_placed_twice(Story story) => story.Check(JudgeOptions.Default with { Orders = [JsonElement.Parse(Order), JsonElement.Parse(Order)] });

    [Fact]
    public void Equal_orders_without_a_task_may_be_meant() => Joined().Places().Places().Findings().ShouldBeEmpty();

    private static string Sale => Order.Replace("\"B\"", "\"S\"", StringComparison.Ordinal);

    private static Session Again(Session session, int times)
    {
        for (var time = 0; time < times; time++) session.Subscribe("22").Prices("22");
        return session.Prices("22");
    }

    private static Session Sends(string order) => New().Login().Connect().Join().Reply("ok", "1").Places(order);

    private static string With(string kind, decimal price, decimal trigger, decimal ltp) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $$"""{"token_number":"2885","market_limit_sl":"{{kind}}","price":{{price}},"order_type":"B","trigger_price":{{trigger}},"validity":"Day","quantity":20,"ltp":{{ltp}}}""");
}
