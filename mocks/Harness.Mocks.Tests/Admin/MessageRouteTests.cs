using System.Text.Json;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Odin;

namespace Harness.Mocks.Tests.Admin;

public sealed class MessageRouteTests
{
    [Theory]
    [InlineData("kind=text&from=server", 2)]
    [InlineData("channel=best-limit", 1)]
    [InlineData("channel=best-limit&from=client", 0)]
    [InlineData("where={\"channel\":\"aggregate\",\"symbolIsin\":\"IRO1FOLD0001\"}", 1)]
    [InlineData("where={\"symbolIsin\":{\"matches\":\"^IRO1\"}}", 2)]
    [InlineData("where={\"path\":\"/auth/user/token/issue\"}", 1)]
    [InlineData("where={\"form\":{\"username\":\"demo\"}}", 1)]
    [InlineData("where={\"status\":200}", 1)]
    [InlineData("where={\"status\":\"1xx\"}", 1)]
    [InlineData("kind=open&from=client&where={\"query\":{\"channels\":\"aggregate\"}}", 1)]
    [InlineData("connection=c1&kind=text", 2)]
    [InlineData("session=s1&protocol=ht-tse", 6)]
    [InlineData("protocol=odin", 0)]
    [InlineData("", 6)]
    public async Task Messages_are_counted_by_what_they_are_and_hold(string query, int count)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["best-limit", "aggregate"], ["IRO1FOLD0001"]), ("Authorization", await mock.LogInAsync()));
        await peer.NextAsync(2);

        (await mock.GetJsonAsync($"/__admin/messages/count?{Escape(query)}")).GetProperty("count").GetInt32().ShouldBe(count);
        (await mock.GetJsonAsync($"/__admin/messages?{Escape(query)}")).GetProperty("messages").GetArrayLength().ShouldBe(count);
    }

    [Fact]
    public async Task Messages_are_the_newest_and_say_whose_they_are()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["best-limit", "aggregate"], ["IRO1FOLD0001"]), ("Authorization", await mock.LogInAsync()));
        await peer.NextAsync(2);

        var messages = (await mock.GetJsonAsync("/__admin/messages?limit=1")).GetProperty("messages");

        messages.GetArrayLength().ShouldBe(1);
        messages[0].GetProperty("connection").GetString().ShouldBe("c1");
        messages[0].GetProperty("frame").GetProperty("text").GetString()!.ShouldContain("aggregate");
    }

    [Fact]
    public async Task Count_is_of_all_there_are()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);
        for (var i = 0; i < 1001; i++) await peer.AskAsync("ping");

        (await mock.GetJsonAsync("/__admin/messages/count?kind=text&from=client")).GetProperty("count").GetInt32().ShouldBe(1001);
        (await mock.GetJsonAsync("/__admin/messages?kind=text&from=client")).GetProperty("messages").GetArrayLength().ShouldBe(1000);
    }

    [Fact]
    public async Task Wait_answers_at_once_where_enough_were_said_before()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("ping");
        await peer.AskAsync("ping");

        var waited = await mock.OrderAsync("/__admin/messages/wait", """{"where":{"action":"ping"},"from":"client","count":2,"within":"10m"}""");

        waited.GetProperty("count").GetInt32().ShouldBe(2);
        waited.GetProperty("messages")[1].GetProperty("frame").GetProperty("kind").GetString().ShouldBe("text");
    }

    [Fact]
    public async Task Wait_ends_with_the_message_that_was_missing()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("ping");

        var waiting = mock.PostAsync("/__admin/messages/wait", """{"where":{"action":"ping"},"count":3,"within":"10m"}""");
        await peer.AskAsync("ping");
        waiting.IsCompleted.ShouldBeFalse();
        await peer.AskAsync("ping");

        var (status, body) = await waiting;
        status.ShouldBe(200, body);
        JsonElement.Parse(body).GetProperty("count").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Wait_counts_a_frame_once_however_it_hears_of_it()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);
        var waiting = mock.PostAsync("/__admin/messages/wait", """{"where":{"action":"ping"},"count":500,"within":"10m"}""");
        for (var i = 0; i < 500; i++)
        {
            waiting.IsCompleted.ShouldBeFalse();
            await peer.AskAsync("ping");
        }

        JsonElement.Parse((await waiting).Body).GetProperty("count").GetInt32().ShouldBe(500);
    }

    [Fact]
    public async Task Wait_that_runs_out_tells_how_many_there_were_and_what_came_closest()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("ping");
        await peer.AskAsync("subscribe", "SBIN");

        var (status, body) = await mock.PostAsync("/__admin/messages/wait", """{"where":{"action":"subscribe","stocks":["TCS"]},"from":"client","within":"1ms"}""");

        status.ShouldBe(408, body);
        var answer = JsonElement.Parse(body);
        answer.GetProperty("count").GetInt32().ShouldBe(0);
        answer.GetProperty("wanted").GetInt32().ShouldBe(1);
        var closest = answer.GetProperty("closest");
        closest.GetProperty("path").GetString().ShouldBe("/stocks/0");
        closest.GetProperty("expected").GetString().ShouldBe("\"TCS\"");
        closest.GetProperty("actual").GetString().ShouldBe("\"SBIN\"");
        closest.GetProperty("message").GetProperty("connection").GetString().ShouldBe("c1");
        answer.GetProperty("error").GetString()!.ShouldContain("0 of 1 came within 1ms");
    }

    [Fact]
    public async Task Wait_that_runs_out_tells_no_secret()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        var token = await mock.LogInAsync();
        await using var peer = await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", token));

        var (status, body) = await mock.PostAsync("/__admin/messages/wait", """{"where":{"headers":{"authorization":"x"}},"kind":"open","within":"1ms"}""");

        status.ShouldBe(408, body);
        body.ShouldNotContain(token);
        body.ShouldContain("redacted:");
    }

    [Fact]
    public async Task Wait_that_nothing_came_near_says_so()
    {
        await using var mock = await OdinPeer.StartAsync();

        var (status, body) = await mock.PostAsync("/__admin/messages/wait", """{"kind":"binary","within":"1ms"}""");

        status.ShouldBe(408, body);
        JsonElement.Parse(body).GetProperty("closest").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Wait_starts_over_with_a_reset()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var before = await OdinPeer.ConnectAsync(mock);
        await before.AskAsync("ping");
        var waiting = mock.PostAsync("/__admin/messages/wait", """{"where":{"action":"ping"},"count":2,"within":"10m"}""");
        await mock.OrderAsync("/__admin/reset");

        await using var after = await OdinPeer.ConnectAsync(mock);
        await after.AskAsync("ping");
        waiting.IsCompleted.ShouldBeFalse();
        await after.AskAsync("ping");

        JsonElement.Parse((await waiting).Body).GetProperty("count").GetInt32().ShouldBe(2);
    }

    private static string Escape(string query) => string.Join('&', query.Split('&').Select(pair => pair.Split('=', 2) is [var name, var value] ? $"{name}={Uri.EscapeDataString(value)}" : pair));
}
