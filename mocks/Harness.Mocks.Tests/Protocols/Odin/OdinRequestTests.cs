using Harness.Wire;

namespace Harness.Mocks.Tests.Protocols.Odin;

/// <summary>market_status, ping, and every request that cannot be served (Error Handling).</summary>
public sealed class OdinRequestTests
{
    [Fact]
    public async Task Ping_is_answered_with_pong_and_no_data()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        (await peer.RequestAsync("""{"action":"ping"}""")).GetRawText()
            .ShouldBe("""{"type":"pong","status":"alive","client_id":"app","timestamp":1772431200000}""");
    }

    [Fact]
    public async Task Market_status_says_whether_the_market_is_open_and_when_it_opens_next()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        var status = await peer.RequestAsync("""{"type":"request","action":"market_status","timestamp":1756971590827}""");

        status.Text("type").ShouldBe("market_status");
        status.Text("status").ShouldBe("success");
        status.Data().GetRawText().ShouldBe(
            """{"market_open":true,"market_hours":"09:15 - 15:30 IST","current_time":"11:30:00","next_open":"2026-03-03 09:15:00","streaming_data":true}""");
    }

    public static TheoryData<string, string> BadRequests => new()
    {
        { """{"action":"subscribe","stocks":[]}""", "No stocks provided for subscription" },
        { """{"action":"subscribe"}""", "No stocks provided for subscription" },
        { """{"action":"subscribe","stocks":null}""", "No stocks provided for subscription" },
        { """{"action":"unsubscribe","stocks":[]}""", "No stocks provided for unsubscription" },
        { """{"action":"unsubscribe"}""", "No stocks provided for unsubscription" },
        { """{"action":"fly"}""", "Unknown action: fly" },
        { """{"action":"Subscribe","stocks":["SBIN"]}""", "Unknown action: Subscribe" },
        { """{"action":"پرواز 🚀"}""", "Unknown action: پرواز 🚀" },
        { """{"action":"a\"b\\c\n"}""", "Unknown action: a\"b\\c\n" },
        { """{"stocks":["SBIN"]}""", "Unknown action: " },
        { """{"action":null}""", "Unknown action: " },
        { "{}", "Unknown action: " },
        { """{"action":5}""", "Invalid message: expected a string as action, but was a number" },
        { """{"action":["subscribe"]}""", "Invalid message: expected a string as action, but was a list" },
        { """{"action":"subscribe","stocks":"SBIN"}""", "Invalid message: expected a list of strings as stocks, but was a string" },
        { """{"action":"subscribe","stocks":{"0":"SBIN"}}""", "Invalid message: expected a list of strings as stocks, but was an object" },
        { """{"action":"subscribe","stocks":["SBIN",3045]}""", "Invalid message: expected strings in stocks, but was a number" },
        { """{"action":"subscribe","stocks":[true]}""", "Invalid message: expected strings in stocks, but was true or false" },
        { """{"action":"subscribe","stocks":[null]}""", "Invalid message: expected strings in stocks, but was null" },
        { "[]", "Invalid message: expected an object, but was a list" },
        { "\"ping\"", "Invalid message: expected an object, but was a string" },
        { "null", "Invalid message: expected an object, but was null" },
        { "7", "Invalid message: expected an object, but was a number" },
        { "ping", "Invalid message: not JSON (byte 0 of line 1)" },
        { "", "Invalid message: not JSON (byte 0 of line 1)" },
        { """{"action":"ping"} x""", "Invalid message: not JSON (byte 18 of line 1)" },
        { """{"action":"ping",}""", "Invalid message: not JSON (byte 17 of line 1)" },
        { """{"action":"ping" // why""", "Invalid message: not JSON (byte 17 of line 1)" },
        { """{"action":"\ud800"}""", "Invalid message: not JSON (a string holds half a surrogate pair)" },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task Bad_request_gets_an_error_and_the_connection_stays(string request, string message)
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        (await peer.RequestAsync(request)).ShouldBeError(message);

        (await peer.AskAsync("ping")).Text("type").ShouldBe("pong");
        (await peer.AskAsync("get_subscriptions")).Data().GetProperty("total_subscribed").GetInt32().ShouldBe(0);
    }

    public static TheoryData<string, string> GoodRequests => new()
    {
        { """{"action":"fly","action":"ping"}""", "pong" },
        { """{"action":"ping","stocks":7e999999,"stocks":null}""", "pong" },
        { """{"action":"ping","timestamp":123456789012345678901234567890e400}""", "pong" },
        { """{"action":"ping","type":"anything","unheard":{"of":[1,2]}}""", "pong" },
        { """ { "action" : "\u0070ing" } """, "pong" },
        { """{"action":"get_subscriptions","stocks":["SBIN"]}""", "subscriptions" },
    };

    [Theory]
    [MemberData(nameof(GoodRequests))]
    public async Task Odd_request_is_served_as_what_it_says(string request, string type)
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        (await peer.RequestAsync(request)).Text("type").ShouldBe(type);
    }

    [Fact]
    public async Task Deeply_nested_request_gets_an_error()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        var reply = await peer.RequestAsync($$"""{"action":"ping","deep":{{new string('[', 5000)}}{{new string(']', 5000)}}}""");

        reply.Text("type").ShouldBe("error");
        (await peer.AskAsync("ping")).Text("type").ShouldBe("pong");
    }

    [Fact]
    public async Task Long_action_is_cut_short_in_its_error()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        var reply = await peer.AskAsync(new string('a', 900_000));

        reply.ShouldBeError($"Unknown action: {new string('a', 100)}…");
    }

    [Fact]
    public async Task Message_beyond_the_limit_ends_that_connection_alone()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await using var neighbour = await OdinPeer.ConnectAsync(mock, "neighbour");

        peer.Send($$"""{"action":"{{new string('a', 1024 * 1024)}}"}""");

        (await peer.ClosedAsync()).Received!.Value.Code.ShouldBe(1009);
        (await neighbour.AskAsync("ping")).Text("type").ShouldBe("pong");
    }

    [Fact]
    public async Task Binary_frame_gets_an_error()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        peer.Send(WireMessage.Binary("""{"action":"ping"}"""u8));

        (await peer.NextReplyAsync()).ShouldBeError("Invalid message: expected a text frame, but was a binary one");
        (await peer.AskAsync("ping")).Text("type").ShouldBe("pong");
    }

    [Theory]
    [InlineData("no json", true)]
    [InlineData("""{"action":"fly"}""", false)]
    [InlineData("""{"action":"subscribe","stocks":"SBIN"}""", false)]
    public async Task Malformed_request_drops_the_connection_without_a_close_frame_under_the_stance(string request, bool drops)
    {
        await using var mock = await OdinPeer.StartAsync(stances: ("odin.malformed", "drop"));
        await using var peer = await OdinPeer.ConnectAsync(mock);

        peer.Send(request);

        if (drops) (await peer.ClosedAsync()).Received.ShouldBeNull();
        else (await peer.NextReplyAsync()).Text("type").ShouldBe("error");
    }
}
