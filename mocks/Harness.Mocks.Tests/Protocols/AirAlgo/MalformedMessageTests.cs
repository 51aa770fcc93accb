using Harness.Mocks.Tests.Playing;
using Harness.Wire;

namespace Harness.Mocks.Tests.Protocols.AirAlgo;

/// <summary>Whatever comes in, there is an answer, and the connection and its neighbours live on.</summary>
public sealed class MalformedMessageTests
{
    [Theory]
    [InlineData("no json")]
    [InlineData("")]
    [InlineData("""{"topic":"api:demo-key"} {}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""["1","2","api:demo-key","subscribe",{}]""")]
    [InlineData("""{"event":"subscribe","payload":{},"ref":""}""")]
    [InlineData("""{"topic":"api:demo-key","payload":{},"ref":""}""")]
    [InlineData("""{"topic":"api:demo-key","event":"subscribe","ref":""}""")]
    [InlineData("""{"topic":7,"event":"subscribe","payload":{},"ref":""}""")]
    [InlineData("""{"topic":"api:demo-key","event":["subscribe"],"payload":{},"ref":""}""")]
    [InlineData("""{"topic":"api:demo-key","event":"subscribe","payload":[],"ref":""}""")]
    [InlineData("""{"topic":"api:demo-key","event":"subscribe","payload":null,"ref":""}""")]
    [InlineData("""{"topic":"api:demo-key","event":"subscribe","payload":{},"ref":7}""")]
    [InlineData("""{"topic":"api:demo-key","event":"subscribe","payload":{},"ref":"","join_ref":{}}""")]
    [InlineData("""{"topic":"\ud800","event":"subscribe","payload":{},"ref":""}""")]
    public async Task Message_that_is_none_is_answered_and_the_connection_stays(string text)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        Reason(await peer.AskAsync(text)).ShouldBe("invalid message");

        (await peer.AskAsync("subscribe", new { list = new[] { "22" } })).GetProperty("event").GetString().ShouldBe("ltp");
    }

    [Fact]
    public async Task Binary_message_is_answered_and_the_connection_stays()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        Reason(await peer.AskAsync(WireMessage.Binary("""{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"1"}"""u8))).ShouldBe("invalid message");

        (await peer.AskAsync("subscribe", new { list = new[] { "22" } })).GetProperty("event").GetString().ShouldBe("ltp");
    }

    [Fact]
    public async Task Malformed_message_drops_the_connection_under_its_stance()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Stances = new Dictionary<string, string> { ["airalgo.malformed"] = "drop" } });
        await using var neighbour = await AirAlgoPeer.JoinAsync(mock);
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        peer.Wire.Send("no json");

        (await peer.Wire.ClosedAsync()).Received!.Value.Code.ShouldBe(1011);
        (await neighbour.AskAsync("subscribe", new { list = new[] { "22" } })).GetProperty("event").GetString().ShouldBe("ltp");
    }

    public static TheoryData<string, string> BadLists => new()
    {
        { "{}", "list: missing, expected token numbers as strings" },
        { """{"list":[]}""", "list: empty, expected token numbers as strings" },
        { """{"list":"22"}""", "list: expected a list of token numbers as strings, but was a string" },
        { """{"list":null}""", "list: expected a list of token numbers as strings, but was null" },
        { """{"list":[22]}""", "list: expected token numbers as strings, but one is a number" },
        { """{"list":["22",null]}""", "list: expected token numbers as strings, but one is null" },
        { """{"list":["22"],"list":[]}""", "list: empty, expected token numbers as strings" },
    };

    [Theory]
    [MemberData(nameof(BadLists))]
    public async Task List_that_is_none_is_refused_by_name_and_changes_nothing(string payload, string reason)
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        foreach (var name in (string[])["subscribe", "unsubscribe"])
        {
            Reason(await peer.AskAsync($$"""{"topic":"api:demo-key","event":"{{name}}","payload":{{payload}},"ref":"1"}""")).ShouldBe(reason);
        }

        var removed = await peer.AskAsync("unsubscribe", new { list = new[] { "22" } });
        removed.GetProperty("payload").GetProperty("tokens").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Unknown_event_is_refused_with_the_events_there_are()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        Reason(await peer.AskAsync("subscribed", new { })).ShouldBe("unknown event: 'subscribed', expected subscribe, unsubscribe, order or phx_leave");
    }

    [Fact]
    public async Task Megabyte_of_a_message_gets_a_short_answer()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        var unknown = await peer.AskAsync(new string('x', 1_000_000), new { });
        var answer = await peer.AskAsync("subscribe", new { list = new[] { new string('9', 1_000_000), "22", "سهام" } });

        Reason(unknown).Length.ShouldBeLessThan(200);
        answer.GetProperty("payload").EnumerateObject().Select(token => token.Name).ShouldBe(["22"]);
    }

    [Fact]
    public async Task Deep_nesting_is_no_message()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        Reason(await peer.AskAsync(new string('[', 100_000))).ShouldBe("invalid message");
    }

    private static string Reason(System.Text.Json.JsonElement reply)
    {
        reply.GetProperty("event").GetString().ShouldBe("phx_reply");
        reply.GetProperty("payload").GetProperty("status").GetString().ShouldBe("error");
        return reply.GetProperty("payload").GetProperty("response").GetProperty("reason").GetString()!;
    }
}
