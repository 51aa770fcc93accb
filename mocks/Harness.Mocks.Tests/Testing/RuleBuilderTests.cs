using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Scenarios.Building;
using Harness.Fixtures.Yaml;

namespace Harness.Mocks.Tests.Testing;

/// <summary>Rules in C# are the scenarios that files hold.</summary>
public sealed class RuleBuilderTests
{
    private const string Yaml = """
        version: 1
        name: everything
        protocol: virtuoso
        provokes: nothing in particular
        stances: { virtuoso.signature: strict }
        state: { count: 0 }
        rules:
          - on: http
            path: /ws
            where: { method: GET, query: { a: b } }
            do: [ { delay: 200ms }, { reject: { status: 503, body: { detail: no }, headers: { Retry-After: "1" } } } ]
          - on: http
            path: /x/*
            do: [ { corrupt: accept-key } ]
          - on: open
            id: greeting
            connection: 2
            client-id: a*
            symbol: BTCUSDT
            state: { count: { lt: 5 } }
            every: 3
            times: 2
            toxicity: 0.5
            continue: true
            do: [ { send: { hello: "{{now}}", price: 1.50 } }, { send: bare }, { send: AQI=, binary: true }, { after: 1m30s }, { close: { code: 1008, reason: bye } } ]
          - on: message
            where: { action: subscribe, symbols: [ { matches: "^B" } ] }
            do: [ pass, { replace: { /a/b: { c: 1 } } }, discard, stall, { stall: 5s }, cut, reset, { close: { code: null } }, { set-state: { count: 1 } }, { set-state: { count: 1 }, scope: server } ]
          - on: sent
            where: { channel: trades }
            do: [ { delay: { latency: 200ms, jitter: 50ms } }, { duplicate: 2 }, { reorder: 3 }, truncate, { truncate: 5 }, { fragment: 4 }, { corrupt: reserved-bits } ]
          - on: order
            where: { side: buy }
            do: [ acknowledge, { partial-fill: 40% }, { partial-fill: { quantity: 2, price: 10.5 } }, { fill: { price: 11 } }, fill, { reject-order: { reason: no money } }, cancel-order ]
          - on: timer
            period: 30s
            do: [ { push: { messages: [ { n: "{{index}}" }, x ], count: 3, every: 10ms } }, { throttle: 500B/s }, { throttle: "off" }, withhold-pong, { withhold-pong: { late: 2s } }, skip-ping, { skip-ping: 2 } ]
          - on: idle
            for: 10s
            do: [ { place-order: { instrument: "binance:BTCUSDT", side: buy, amount: 1 } }, { fill: { order: "{{state.id}}" } }, { goto: greeting } ]
          - on: missed-pong
            do: [ pass, { log: "no pong" } ]
          - on: close
            where: { by: client }
            do: [ { cancel-order: { order: "7" } } ]
        """;

    [Fact]
    public void Every_word_of_a_file_has_its_call()
    {
        var scenario = new ScenarioBuilder("virtuoso", "everything").Provokes("nothing in particular").Stance("virtuoso.signature", "strict").State(new { count = 0 });
        scenario.OnHttp("/ws", new { method = "GET", query = new { a = "b" } })
            .Delay(TimeSpan.FromMilliseconds(200))
            .Reject(503, new { detail = "no" }, new Dictionary<string, string> { ["Retry-After"] = "1" });
        scenario.OnHttp("/x/*").Corrupt(Corruption.AcceptKey);
        scenario.OnOpen().Id("greeting").Connection(2).ClientId("a*").Symbol("BTCUSDT").State(new { count = new { lt = 5 } }).Every(3).Times(2).Toxicity(0.5).Continue()
            .Send(new { hello = "{{now}}", price = 1.50m }).Send("bare").SendBinary([1, 2]).After(TimeSpan.FromSeconds(90)).Close(1008, "bye");
        scenario.OnMessage(new { action = "subscribe", symbols = new[] { new { matches = "^B" } } })
            .Pass().Replace("/a/b", new { c = 1 }).Discard().Stall().Stall(TimeSpan.FromSeconds(5)).Cut().Reset().Close(null)
            .SetState(new { count = 1 }).SetState(new { count = 1 }, StateScope.Server);
        scenario.OnSent(new { channel = "trades" })
            .Delay(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(50)).Duplicate(2).Reorder(3).Truncate().Truncate(5).Fragment(4).Corrupt(Corruption.ReservedBits);
        scenario.OnOrder(new { side = "buy" })
            .Acknowledge().PartialFill("40%").PartialFill(2, 10.5m).Fill(11).Fill().RejectOrder("no money").CancelOrder();
        scenario.OnTimer(TimeSpan.FromSeconds(30))
            .Push([new { n = "{{index}}" }, "x"], 3, TimeSpan.FromMilliseconds(10)).Throttle(500).Throttle(null)
            .WithholdPong().WithholdPong(TimeSpan.FromSeconds(2)).SkipPing().SkipPing(2);
        scenario.OnIdle(TimeSpan.FromSeconds(10))
            .PlaceOrder(new { instrument = "binance:BTCUSDT", side = "buy", amount = 1 }).Fill(order: "{{state.id}}").Goto("greeting");
        scenario.OnMissedPong().Pass().Log("no pong");
        scenario.OnClose(new { by = "client" }).CancelOrder("7");

        Tell(scenario.Build()).Split('\n').ShouldBe(Tell(ScenarioReader.Read("everything.yaml", Encoding.UTF8.GetBytes(Yaml))).Split('\n'));
    }

    [Fact]
    public void Tokens_have_their_calls()
    {
        var scenario = new ScenarioBuilder("ht-tse", "tokens");
        scenario.OnOpen().ExpireToken().RevokeToken();

        scenario.Build().Rules.Single().Do.Select(action => action.GetType()).ShouldBe([typeof(ExpireTokenAction), typeof(RevokeTokenAction)]);
    }

    [Fact]
    public void Every_action_of_the_schema_is_written_by_some_call()
    {
        using var schema = JsonDocument.Parse(Fixtures.Catalog.FixtureFiles.Read("scenario.schema.json"));
        var words = schema.RootElement.GetProperty("$defs").GetProperty("action").GetProperty("properties").EnumerateObject().Select(property => property.Name).ToList();
        var calls = typeof(RuleBuilder).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(method => method.Name).ToHashSet();

        // Two words that are settings of others.
        foreach (var word in words.Except(["binary", "scope"])) calls.ShouldContain(string.Concat(word.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..])));
    }

    [Fact]
    public void Call_that_the_schema_does_not_allow_is_refused_where_it_stands_and_changes_nothing()
    {
        var scenario = new ScenarioBuilder("odin", "wrong");
        var rule = scenario.OnMessage(new { action = "x" }).Send("y");

        var refused = Should.Throw<ScenarioException>(() => rule.Reject(503));

        refused.Message.ShouldContain("RuleBuilderTests.cs:");
        refused.Message.ShouldContain("on: http");
        scenario.Build().Rules.Single().Do.ShouldHaveSingleItem();
    }

    [Fact]
    public void Ability_that_a_protocol_lacks_is_refused() =>
        Should.Throw<ScenarioException>(() => new ScenarioBuilder("odin", "wrong").OnOpen().ExpireToken()).Message.ShouldContain("issues no tokens");

    /// <summary>A scenario's content, without the places where it was written.</summary>
    private static string Tell(object? value)
    {
        var text = new StringBuilder();
        Tell(text, value, 0);
        return text.ToString();
    }

    private static void Tell(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null or string or ValueType and not ReadOnlyMemory<byte> and not IEnumerable:
                if (value is not null && value.GetType() is { IsGenericType: true } pair && pair.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)) goto default;
                text.Append(value is null ? "null" : FormattableString.Invariant($"{value}")).Append('\n');
                break;
            case ReadOnlyMemory<byte> utf8:
                text.Append(JsonSerializer.Serialize(JsonElement.Parse(utf8.Span))).Append('\n');
                break;
            case ScenarioContent content:
                text.Append(content.IsJson ? JsonSerializer.Serialize(JsonElement.Parse(content.Utf8.Span)) : content.ToString()).Append('\n');
                break;
            case ScenarioMatcher matcher:
                text.Append(JsonSerializer.Serialize(JsonElement.Parse(matcher.ToString()))).Append('\n');
                break;
            case IEnumerable items:
                text.Append('\n');
                foreach (var item in items) Tell(text.Append(' ', depth * 2).Append("- "), item, depth + 1);
                break;
            default:
                text.Append(value.GetType().Name).Append('\n');
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    if (property.PropertyType == typeof(SourcePosition) || property.Name is "File" or "EqualityContract") continue;
                    Tell(text.Append(' ', depth * 2).Append(property.Name).Append(": "), property.GetValue(value), depth + 1);
                }

                break;
        }
    }
}
