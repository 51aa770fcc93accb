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
    [InlineData("""{"json":{"a": [1, "b"]}}""", """{"a": [1, "b"]}""")]
    [InlineData("""{"json":"quoted"}""", "\"quoted\"")]
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
}
