using System.Text;
using System.Text.Json;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;

namespace Harness.Mocks.Tests.Admin;

/// <summary>What is wrong with a call is said in one error: where, what was expected, what came.</summary>
public sealed class BadCallTests
{
    [Theory]
    [InlineData("/connections/c1/send", "no json", "", "not JSON")]
    [InlineData("/connections/c1/send", "[]", "", "expected an object")]
    [InlineData("/connections/c1/send", "", "", "a JSON object with text, json, base64")]
    [InlineData("/connections/c1/send", "{}", "", "nothing to send")]
    [InlineData("/connections/c1/send", """{"text":"a","base64":"aa"}""", "", "text and base64 together")]
    [InlineData("/connections/c1/send", """{"base64":"%%"}""", "/base64", "Base64")]
    [InlineData("/connections/c1/close", """{"code":"1000"}""", "/code", "an integer")]
    [InlineData("/connections/c1/close", """{"code":70000}""", "/code", "65535")]
    [InlineData("/connections/c1/close", """{"cod":1000}""", "/cod", "did you mean 'code'")]
    [InlineData("/connections/c1/close", """{"reason":5}""", "/reason", "a string")]
    [InlineData("/connections/c1/close", """{"reason":"why"}""", "/code", "beside the reason")]
    [InlineData("/connections/c1/close", """{"frame":"no"}""", "/frame", "a boolean")]
    [InlineData("/connections/c1/reset", """{"hard":true}""", "/hard", "no body")]
    [InlineData("/connections/send", """{"where":{"protocol":{"matches":"("}},"text":"x"}""", "/where/protocol/matches", "regular expression")]
    [InlineData("/connections/c1/send", """{"text":"\ud800"}""", "", "half a surrogate pair")]
    [InlineData("/connections/send", """{"where":[],"text":"x"}""", "/where", "an object")]
    [InlineData("/messages/wait", """{"where":{"a":{"gt":[]}}}""", "/where/a/gt", "a number or text")]
    [InlineData("/messages/wait", """{"within":"soon"}""", "/within", "a duration")]
    [InlineData("/messages/wait", """{"within":"11m"}""", "/within", "at most 10m")]
    [InlineData("/messages/wait", """{"count":0}""", "/count", "1")]
    [InlineData("/messages/wait", """{"kind":"txt"}""", "/kind", "text")]
    [InlineData("/clock/advance", "{}", "/by", "a duration such as 30s")]
    [InlineData("/clock/advance", """{"by":30}""", "/by", "a string")]
    [InlineData("/clock/advance", """{"by":"-1s"}""", "/by", "a duration")]
    [InlineData("/clock/advance", """{"by":"41d"}""", "/by", "40 days")]
    [InlineData("/clock/set", """{"to":"noon"}""", "/to", "2026-03-02T09:15:00+05:30")]
    [InlineData("/clock/set", """{"to":"2226-01-01"}""", "/to", "10 years")]
    [InlineData("/clock/speed", """{"factor":0}""", "/factor", "0.001")]
    [InlineData("/clock/speed", """{"factor":"fast"}""", "/factor", "a number")]
    [InlineData("/market/price", """{"instrument":"IRO1FOLD0001"}""", "/price", "in the instrument's currency")]
    [InlineData("/market/price", """{"instrument":"IRO1FOLD0001","price":"1"}""", "/price", "a number")]
    [InlineData("/market/price", """{"instrument":"IRO1FOLD0001","price":0.3}""", "/price", "multiple of its tick")]
    [InlineData("/market/price", """{"instrument":"IRO1FOLD0001","price":100,"protocol":"odn"}""", "/protocol", "odin")]
    [InlineData("/market/price", """{"instrument":"ACC","price":2000,"protocol":"virtuoso"}""", "/instrument", "a name of", 404)]
    [InlineData("/orders", """{"instrument":"2885","side":"buy","amount":1}""", "/protocol", "airalgo")]
    [InlineData("/orders", """{"protocol":"airalgo","instrument":"2885","side":"by","amount":1}""", "/side", "buy")]
    [InlineData("/orders", """{"protocol":"airalgo","instrument":"2885","side":"buy","amount":"1"}""", "/amount", "a number")]
    [InlineData("/orders", """{"protocol":"airalgo","instrument":"x","side":"buy","amount":1}""", "/instrument", "any of its names, such as nse:ACC or ")]
    [InlineData("/orders", """{"protocol":"airalgo","instrument":"nse:ACCC","side":"buy","amount":1}""", "/instrument", "did you mean 'nse:ACC'?")]
    [InlineData("/orders", """{"protocol":"airalgo","account":"nobody","instrument":"2885","side":"buy","amount":1}""", "/account", "an account's role (demo, expired), its key, or its id such as airalgo:demo")]
    [InlineData("/orders", """{"protocol":"virtuoso","account":"readonly","instrument":"BTCUSDT","side":"buy","amount":1}""", "/account", "this one may only read")]
    [InlineData("/messages/wait", """{"protocol":"odn"}""", "/protocol", "did you mean 'odin'?")]
    [InlineData("/messages/wait", """{"session":"s9"}""", "/session", "did you mean 's1'?")]
    [InlineData("/messages/wait", """{"connection":"c9"}""", "/connection", "did you mean 'c1'?")]
    [InlineData("/orders/1/fill", """{"quantity":"all"}""", "/quantity", "a number")]
    [InlineData("/reset", "[]", "", "expected an object")]
    public async Task Wrong_body_is_told_by_its_pointer_with_what_was_expected(string path, string body, string pointer, string said, int status = 400)
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync()));
        await peer.NextAsync();

        var answer = await mock.PostAsync($"/__admin{path}", body);

        answer.Status.ShouldBe(status, answer.Body);
        var error = JsonElement.Parse(answer.Body);
        error.GetProperty("pointer").GetString().ShouldBe(pointer);
        error.GetProperty("expected").GetString().ShouldNotBeNullOrEmpty();
        error.GetProperty("actual").GetString().ShouldNotBeNullOrEmpty();
        error.ToString().ShouldContain(said);
    }

    [Theory]
    [InlineData("/messages?knid=text", "knid", "did you mean 'kind'")]
    [InlineData("/messages?kind=txt", "kind", "one of http, open")]
    [InlineData("/messages/count?protocol=virtuos", "protocol", "did you mean 'virtuoso'?")]
    [InlineData("/messages/count?session=s1", "session", "GET /__admin/sessions lists them")]
    [InlineData("/messages/count?connection=c1", "connection", "GET /__admin/messages?kind=open lists them")]
    [InlineData("/messages?from=me", "from", "client, server")]
    [InlineData("/messages?limit=0", "limit", "from 1")]
    [InlineData("/messages/count?limit=1", "limit", "one of where")]
    [InlineData("/messages/count?where=%7B", "where", "JSON")]
    [InlineData("/messages?where=%7B%22a%22:%7B%22matches%22:5%7D%7D", "where", "regular expression")]
    [InlineData("/connections?open=1", "open", "no parameters")]
    public async Task Wrong_query_is_told_by_its_parameter(string path, string parameter, string said)
    {
        await using var mock = await PlayedMock.StartAsync();

        var answer = await mock.GetAsync($"/__admin{path}");

        answer.Status.ShouldBe(400, answer.Body);
        var error = JsonElement.Parse(answer.Body);
        error.GetProperty("parameter").GetString().ShouldBe(parameter);
        error.ToString().ShouldContain(said);
    }

    [Theory]
    [InlineData("GET", "/nothing", 404, "POST /__admin/market/price")]
    [InlineData("GET", "/", 404, "GET /__admin/clock")]
    [InlineData("DELETE", "/health", 405, "takes GET")]
    [InlineData("GET", "/clock/advance", 405, "takes POST")]
    [InlineData("OPTIONS", "/settings", 405, "takes GET")]
    [InlineData("GET", "/connections/c99", 404, "c99")]
    [InlineData("GET", "/sessions/s99/transcript", 404, "s99")]
    [InlineData("GET", "/scenarios/none/state", 404, "'none'")]
    [InlineData("DELETE", "/scenarios/none", 404, "'none'")]
    [InlineData("GET", "/findings", 404, "no judge")]
    public async Task Call_of_what_is_not_there_says_what_is(string method, string path, int status, string said)
    {
        await using var mock = await PlayedMock.StartAsync();

        var answer = await mock.SendAsync(new HttpMethod(method), $"/__admin{path}", null);

        answer.Status.ShouldBe(status, answer.Body);
        answer.Body.ShouldContain(said);
    }

    [Fact]
    public async Task Wrong_scenario_is_told_with_everything_that_is_wrong_and_where()
    {
        await using var mock = await PlayedMock.StartAsync();

        var answer = await mock.PostAsync("/__admin/scenarios", "version: 1\nname: x\nprotocol: ht-tse\nrules:\n  - on: opn\n    do: [ { send: \"{{#if\" } ]\n  - on: open\n    do: [ { clse: {} } ]\n", "application/yaml");

        answer.Status.ShouldBe(400, answer.Body);
        var errors = JsonElement.Parse(answer.Body).GetProperty("errors");
        errors.EnumerateArray().Select(error => error.GetProperty("line").GetInt32()).ShouldBe([5, 6, 8]);
        errors[0].GetProperty("message").GetString()!.ShouldContain("open");
        (await mock.GetJsonAsync("/__admin/scenarios")).GetProperty("scenarios").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("/__admin/scenarios", "application/xml", "<a/>")]
    [InlineData("/__admin/clock/advance", "text/plain", """{"by":"1s"}""")]
    [InlineData("/__admin/clock/advance", "application/x-www-form-urlencoded", """{"by":"1s"}""")]
    [InlineData("/__admin/reset", "text/plain", "{}")]
    [InlineData("/__admin/connections/send", "application/yaml", "text: x")]
    public async Task Other_content_type_is_refused(string path, string contentType, string body)
    {
        await using var mock = await PlayedMock.StartAsync();

        var answer = await mock.PostAsync(path, body, contentType);

        answer.Status.ShouldBe(415, answer.Body);
        answer.Body.ShouldContain(contentType);
        answer.Body.ShouldContain("application/json");
    }

    [Theory]
    [InlineData(60, 200)]
    [InlineData(64, 400)]
    [InlineData(100_000, 400)]
    public async Task Body_that_is_nested_too_deep_is_refused(int depth, int status)
    {
        await using var mock = await PlayedMock.StartAsync();

        var answer = await mock.PostAsync("/__admin/connections/send", $$"""{"json":{{new string('[', depth)}}{{new string(']', depth)}}}""");

        answer.Status.ShouldBe(status, answer.Body);
    }

    [Fact]
    public async Task Body_without_a_content_type_is_refused()
    {
        await using var mock = await PlayedMock.StartAsync();
        using var content = new ByteArrayContent("""{"by":"1s"}"""u8.ToArray());

        (await mock.SendAsync(HttpMethod.Post, "/__admin/clock/advance", content)).Status.ShouldBe(415);
    }

    [Theory]
    [InlineData(4 * 1024 * 1024, 400)]
    [InlineData((4 * 1024 * 1024) + 1, 413)]
    public async Task Body_of_more_than_four_mebibytes_is_refused(int bytes, int status)
    {
        await using var mock = await PlayedMock.StartAsync();
        var body = new StringBuilder("{\"by\":\"").Append('x', bytes - 9).Append("\"}").ToString();

        var answer = await mock.PostAsync("/__admin/clock/advance", body);

        answer.Status.ShouldBe(status, answer.Body);
        if (status == 413) answer.Body.ShouldContain("4194304");
    }

    [Fact]
    public async Task Body_that_never_says_its_length_is_refused_all_the_same()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { MaxBodyBytes = 10_000 });
        using var content = new StreamContent(new MemoryStream(new byte[20_000]));
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentLength = null;

        (await mock.SendAsync(HttpMethod.Post, "/__admin/clock/advance", content, ("Transfer-Encoding", "chunked"))).Status.ShouldBe(413);
    }
}
