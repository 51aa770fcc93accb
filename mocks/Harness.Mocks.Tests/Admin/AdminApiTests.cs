using System.Text.Json;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;

namespace Harness.Mocks.Tests.Admin;

public sealed class AdminApiTests
{
    [Fact]
    public async Task Health_counts_what_is_open()
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await peer.NextAsync();

        var health = await mock.GetJsonAsync("/__admin/health");

        health.GetProperty("status").GetString().ShouldBe("ok");
        health.GetProperty("connections_open").GetInt32().ShouldBe(1);
        health.GetProperty("connections_accepted").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Connection_is_listed_with_its_account_and_symbols()
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await peer.NextAsync();

        var connection = (await mock.GetJsonAsync("/__admin/connections")).GetProperty("connections")[0];

        connection.GetProperty("protocol").GetString().ShouldBe("ht-tse");
        connection.GetProperty("account").GetString().ShouldBe("demo");
        connection.GetProperty("symbols")[0].GetString().ShouldBe("IRO1FOLD0001");
        (await mock.GetJsonAsync($"/__admin/connections/{connection.GetProperty("id").GetString()}")).GetProperty("endpoint").GetString().ShouldBe("isin");
    }

    [Theory]
    [InlineData("""{"text":"hello"}""", "hello")]
    [InlineData("""{"text":{"a":1}}""", """{"a":1}""")]
    public async Task Text_sent_to_a_connection_arrives_as_it_was_given(string order, string expected)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await peer.NextAsync();

        (await mock.PostAsync("/__admin/connections/c1/send", order)).Status.ShouldBe(200);

        (await peer.NextAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task Connection_closes_with_the_code_and_reason_that_were_ordered()
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));

        (await mock.PostAsync("/__admin/connections/c1/close", """{"code":4001,"reason":"because"}""")).Status.ShouldBe(200);
        var closed = await peer.ClosedAsync();

        closed.Received!.Value.Code.ShouldBe(4001);
        closed.Reason.ShouldBe("because");
    }

    [Fact]
    public async Task Connection_is_cut_without_a_close_frame_when_none_is_wanted()
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));

        (await mock.PostAsync("/__admin/connections/c1/close", """{"frame":false}""")).Status.ShouldBe(200);
        var closed = await peer.ClosedAsync();

        closed.Received.ShouldBeNull();
    }

    [Theory]
    [InlineData("POST", "/__admin/connections/c99/send", """{"text":"x"}""", 404, "c99")]
    [InlineData("POST", "/__admin/connections/c1/send", "no json", 400, "not JSON")]
    [InlineData("POST", "/__admin/connections/c1/send", "[]", 400, "expected an object")]
    [InlineData("POST", "/__admin/connections/c1/send", "{}", 400, "nothing to send")]
    [InlineData("POST", "/__admin/connections/c1/send", """{"base64":"%%"}""", 400, "nothing to send")]
    [InlineData("POST", "/__admin/connections/c1/close", """{"code":"1000"}""", 400, "expected an integer")]
    [InlineData("POST", "/__admin/connections/c1/close", """{"cod":1000}""", 400, "did you mean 'code'")]
    [InlineData("POST", "/__admin/connections/c1/close", """{"reason":5}""", 400, "reason is 5")]
    [InlineData("POST", "/__admin/connections/c1/close", """{"frame":"no"}""", 400, "frame is")]
    [InlineData("POST", "/__admin/connections/c1/send", """{"text":"a","base64":"aa"}""", 400, "together")]
    [InlineData("POST", "/__admin/connections/c1/send", "", 400, "the body is empty")]
    [InlineData("GET", "/__admin/nothing", "", 404, "routes")]
    [InlineData("DELETE", "/__admin/health", "", 405, "GET")]
    [InlineData("GET", "/__admin/messages?knid=text", "", 400, "knid")]
    [InlineData("GET", "/__admin/messages?kind=txt", "", 400, "expected one of")]
    [InlineData("GET", "/__admin/sessions/s99/transcript", "", 404, "s99")]
    public async Task Bad_call_gets_its_status_and_says_what_was_expected(string method, string path, string body, int status, string said)
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));

        var answer = await mock.SendAsync(new HttpMethod(method), path, body.Length == 0 ? null : new StringContent(body));

        answer.Status.ShouldBe(status, answer.Body);
        answer.Body.ShouldContain(said);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Origin", "http://localhost", 200)]
    [InlineData("Host", "rebound.example", 403)]
    [InlineData("Host", "127.0.0.1:8080", 200)]
    public async Task Browser_from_elsewhere_is_refused(string header, string value, int status)
    {
        await using var mock = await PlayedMock.StartAsync();

        (await mock.SendAsync(HttpMethod.Get, "/__admin/connections", null, (header, value))).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Admin_token_is_wanted_where_one_is_set_and_health_needs_none()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { AdminToken = "let-me-in" });

        (await mock.GetAsync("/__admin/sessions")).Status.ShouldBe(401);
        (await mock.SendAsync(HttpMethod.Get, "/__admin/sessions", null, ("Authorization", "Bearer wrong"))).Status.ShouldBe(401);
        (await mock.SendAsync(HttpMethod.Get, "/__admin/sessions", null, ("Authorization", "Bearer let-me-in"))).Status.ShouldBe(200);
        (await mock.GetAsync("/__admin/health")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Messages_can_be_filtered_and_counted()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["best-limit", "aggregate"], ["IRO1FOLD0001"]), ("Authorization", token));
        await peer.NextAsync(2);

        (await mock.GetJsonAsync("/__admin/messages/count?kind=text&from=server")).GetProperty("count").GetInt32().ShouldBe(2);
        var messages = (await mock.GetJsonAsync("/__admin/messages?kind=text&limit=1")).GetProperty("messages");
        messages.GetArrayLength().ShouldBe(1);
        messages[0].GetProperty("frame").GetProperty("kind").GetString().ShouldBe("text");
    }

    [Fact]
    public async Task Session_holds_login_and_connection_of_one_peer_without_its_secrets()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));
        await peer.NextAsync();

        var sessions = (await mock.GetJsonAsync("/__admin/sessions")).GetProperty("sessions");
        sessions.GetArrayLength().ShouldBe(1);
        var (_, transcript) = await mock.GetAsync($"/__admin/sessions/{sessions[0].GetProperty("id").GetString()}/transcript");

        transcript.ShouldNotContain(token);
        transcript.ShouldNotContain("password=demo");
        var lines = transcript.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonDocument.Parse(lines[0]).RootElement.GetProperty("protocol").GetString().ShouldBe("ht-tse");
        lines.Skip(1).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()).ShouldBe(["http", "http", "open", "open", "text"]);
    }

    [Fact]
    public async Task Reset_closes_connections_and_forgets_what_was_said()
    {
        await using var mock = await PlayedMock.StartAsync();
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));

        (await mock.PostAsync("/__admin/reset", "")).Status.ShouldBe(200);
        var closed = await peer.ClosedAsync();

        closed.Received!.Value.Code.ShouldBe(1001);
        (await mock.GetJsonAsync("/__admin/sessions")).GetProperty("sessions").GetArrayLength().ShouldBe(0);
    }
}
