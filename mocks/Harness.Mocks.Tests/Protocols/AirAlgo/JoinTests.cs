using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.AirAlgo;

/// <summary>Supported Events 1 and Error Handling: who may say what on which topic.</summary>
public sealed class JoinTests
{
    private const string InvalidToken = "Invalid Access Token. Try generating fresh Access Token";

    [Fact]
    public async Task Good_join_is_answered_as_documented()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.ConnectAsync(mock);

        peer.Send("phx_join", new { access_token = await AirAlgoPeer.TokenAsync(mock) });

        (await peer.Wire.NextAsync()).ShouldBe("""{"event":"phx_reply","payload":{"response":{},"status":"ok"},"ref":"","topic":"api:demo-key"}""");
    }

    [Fact]
    public async Task Join_ref_of_a_request_comes_back_in_its_reply()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.ConnectAsync(mock);

        var reply = await peer.AskAsync($$"""{"topic":"api:demo-key","event":"phx_join","payload":{"access_token":"{{await AirAlgoPeer.TokenAsync(mock)}}"},"ref":"4","join_ref":"3"}""");

        reply.GetProperty("ref").GetString().ShouldBe("4");
        reply.GetProperty("join_ref").GetString().ShouldBe("3");
    }

    [Theory]
    [InlineData("api:nobody", """{"access_token":"nonsense"}""", "Invalid API Key")]
    [InlineData("api:", """{}""", "Invalid API Key")]
    [InlineData("api:demo-key", """{"access_token":"nonsense"}""", InvalidToken)]
    [InlineData("api:demo-key", """{"access_token":7}""", InvalidToken)]
    [InlineData("api:demo-key", """{}""", InvalidToken)]
    [InlineData("lobby", """{"access_token":"nonsense"}""", "unmatched topic")]
    [InlineData("phoenix", """{}""", "unmatched topic")]
    public async Task Bad_join_is_refused_and_leaves_the_topic_unjoined(string topic, string payload, string reason)
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.ConnectAsync(mock);

        var reply = await peer.AskAsync($$"""{"topic":"{{topic}}","event":"phx_join","payload":{{payload}},"ref":"9"}""");
        var next = await peer.AskAsync("subscribe", new { list = new[] { "22" } }, "10", topic);

        Reason(reply, "9", topic).ShouldBe(reason);
        Reason(next, "10", topic).ShouldBe("unmatched topic");
    }

    [Fact]
    public async Task Token_of_another_key_or_one_that_has_expired_is_refused()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.ConnectAsync(mock);
        var expired = await AirAlgoPeer.TokenAsync(mock, "expired-key");

        Reason(await peer.AskAsync("phx_join", new { access_token = expired }, "1", "api:expired-key"), "1", "api:expired-key").ShouldBe(InvalidToken);
        Reason(await peer.AskAsync("phx_join", new { access_token = expired }, "2"), "2").ShouldBe(InvalidToken);
    }

    [Theory]
    [InlineData("subscribe")]
    [InlineData("order")]
    [InlineData("phx_leave")]
    [InlineData("whatever")]
    public async Task Event_before_a_join_is_unmatched_and_a_join_after_it_is_welcome(string name)
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.ConnectAsync(mock);

        Reason(await peer.AskAsync(name, new { }, "1"), "1").ShouldBe("unmatched topic");
        var joined = await peer.AskAsync("phx_join", new { access_token = await AirAlgoPeer.TokenAsync(mock) }, "2");

        joined.GetProperty("payload").GetProperty("status").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task Join_of_a_joined_topic_closes_the_first_and_answers_the_second()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);
        await peer.AskAsync("subscribe", new { list = new[] { "22" } });

        var closed = await peer.AskAsync("phx_join", new { access_token = await AirAlgoPeer.TokenAsync(mock) }, "5");
        var reply = await peer.NextAsync();
        var removed = await peer.AskAsync("unsubscribe", new { list = new[] { "22" } });

        closed.GetProperty("event").GetString().ShouldBe("phx_close");
        closed.GetProperty("ref").GetString().ShouldBe("1");
        reply.GetProperty("ref").GetString().ShouldBe("5");
        reply.GetProperty("payload").GetProperty("status").GetString().ShouldBe("ok");
        removed.GetProperty("payload").GetProperty("tokens").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Leave_is_answered_and_ends_everything_on_the_topic()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.JoinAsync(mock);
        await peer.AskAsync("subscribe", new { list = new[] { "22" } });

        var left = await peer.AskAsync("phx_leave", new { }, "7");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);

        left.GetProperty("payload").GetProperty("status").GetString().ShouldBe("ok");
        peer.Drain().ShouldBeEmpty();
        Reason(await peer.AskAsync("subscribe", new { list = new[] { "22" } }, "8"), "8").ShouldBe("unmatched topic");
    }

    [Fact]
    public async Task Token_that_expires_mid_session_turns_the_next_event_down_and_the_connection_stays()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0, TokenLifetime = TimeSpan.FromSeconds(30) });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(31), TestContext.Current.CancellationToken);
        var refused = await peer.AskAsync("subscribe", new { list = new[] { "22" } }, "2");
        var closed = await peer.AskAsync("phx_join", new { access_token = await AirAlgoPeer.TokenAsync(mock) }, "3");
        var joined = await peer.NextAsync();

        Reason(refused, "2").ShouldBe(InvalidToken);
        closed.GetProperty("event").GetString().ShouldBe("phx_close");
        joined.GetProperty("payload").GetProperty("status").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task Connection_may_join_several_topics_each_with_its_own_key()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        Reason(await peer.AskAsync("subscribe", new { list = new[] { "22" } }, "3", "api:expired-key"), "3", "api:expired-key").ShouldBe("unmatched topic");
        (await peer.AskAsync("subscribe", new { list = new[] { "22" } })).GetProperty("event").GetString().ShouldBe("ltp");
    }

    private static string Reason(System.Text.Json.JsonElement reply, string reference, string topic = AirAlgoPeer.Topic)
    {
        reply.GetProperty("event").GetString().ShouldBe("phx_reply");
        reply.GetProperty("topic").GetString().ShouldBe(topic);
        reply.GetProperty("ref").GetString().ShouldBe(reference);
        reply.GetProperty("payload").GetProperty("status").GetString().ShouldBe("error");
        return reply.GetProperty("payload").GetProperty("response").GetProperty("reason").GetString()!;
    }
}
