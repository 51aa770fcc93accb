using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Tests.Protocols.Odin;

/// <summary>Subscription Methods 1 to 5.</summary>
public sealed class OdinSubscriptionTests
{
    private static readonly IReadOnlyList<DocumentedFrame> Frames = ProtocolCatalog.Embedded.Find("odin")!.Frames;

    [Theory]
    [InlineData("subscribe-symbols", "subscribed-symbols")]
    [InlineData("subscribe-tokens", "subscribed-tokens")]
    public async Task Documented_request_gets_the_documented_response(string request, string response)
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        var actual = await peer.RequestAsync(Frame(request));

        var members = JsonNode.Parse(actual.GetRawText())!.AsObject();
        members.Remove("client_id").ShouldBeTrue();
        members.Remove("timestamp").ShouldBeTrue();
        members.ToJsonString().ShouldBe(JsonNode.Parse(Frame(response))!.ToJsonString());
    }

    [Fact]
    public async Task Documented_mixed_request_and_unsubscribe_work_together()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        var subscribed = await peer.RequestAsync(Frame("subscribe-mixed"));
        var unsubscribed = await peer.RequestAsync(Frame("unsubscribe"));

        subscribed.Data().Texts("subscribed_stocks").ShouldBe(["SBIN", "RELIANCE (NSE)", "TCS", "INFY (NSE)"]);
        unsubscribed.Data().GetRawText().ShouldBe("""{"action":"unsubscribe","unsubscribed_stocks":["SBIN","RELIANCE (NSE)"],"total_subscribed":2}""");
    }

    [Fact]
    public async Task Documented_list_of_subscriptions_is_what_was_subscribed()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("subscribe", "SBIN", "2885", "TCS");

        var list = await peer.RequestAsync(Frame("get-subscriptions"));

        list.Text("type").ShouldBe("subscriptions");
        list.Data().GetRawText().ShouldBe(JsonNode.Parse(Frame("subscriptions"))!["data"]!.ToJsonString());
    }

    public static TheoryData<string[], string[], string[], int> Requests => new()
    {
        { ["sbin", " Tcs\t", "\u00a0infy"], ["SBIN", "TCS", "INFY"], [], 3 },
        { ["SBIN", "3045"], ["SBIN", "SBIN (NSE)"], [], 1 },
        { ["SBIN", "SBIN"], ["SBIN", "SBIN"], [], 1 },
        { ["INVALID_SYMBOL"], [], ["INVALID_SYMBOL"], 0 },
        { ["invalid", "SBIN", "99999", "فولاد"], ["SBIN"], ["INVALID", "99999", "فولاد"], 1 },
        { ["", "  ", "SBIN"], ["SBIN"], [], 1 },
        { ["", " "], [], [], 0 },
        { ["SBIN (NSE)", "3045.0", "-3045", "٣٠٤٥"], [], ["SBIN (NSE)", "3045.0", "-3045", "٣٠٤٥"], 0 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Items_are_trimmed_and_raised_and_blanks_skipped_and_unknown_ones_reported(string[] stocks, string[] subscribed, string[] failed, int total)
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        var reply = await peer.AskAsync("subscribe", stocks);

        reply.Text("type").ShouldBe("subscription_response");
        reply.Text("status").ShouldBe("success");
        reply.Text("client_id").ShouldBe("app");
        reply.Data().Text("action").ShouldBe("subscribe");
        reply.Data().Texts("subscribed_stocks").ShouldBe(subscribed);
        reply.Data().Texts("failed_stocks").ShouldBe(failed);
        reply.Data().GetProperty("total_subscribed").GetInt32().ShouldBe(total);
    }

    [Fact]
    public async Task Total_counts_all_requests_and_every_stock_once()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        await peer.AskAsync("subscribe", "SBIN", "TCS");
        var second = await peer.AskAsync("subscribe", "3045", "INFY");

        second.Data().Texts("subscribed_stocks").ShouldBe(["SBIN (NSE)", "INFY"]);
        second.Data().GetProperty("total_subscribed").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task All_ten_stocks_of_the_token_table_have_its_tokens()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);

        var reply = await peer.AskAsync("subscribe", "3045", "2885", "11536", "1594", "1333", "10604", "4963", "356", "424", "492");

        reply.Data().Texts("subscribed_stocks").ShouldBe(
            ["SBIN (NSE)", "RELIANCE (NSE)", "TCS (NSE)", "INFY (NSE)", "HDFCBANK (NSE)", "BHARTIARTL (NSE)", "ICICIBANK (NSE)", "HINDUNILVR (NSE)", "ITC (NSE)", "KOTAKBANK (NSE)"]);
    }

    [Fact]
    public async Task Unsubscribing_what_was_not_subscribed_removes_nothing()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);
        await peer.AskAsync("subscribe", "SBIN");

        var reply = await peer.AskAsync("unsubscribe", "TCS", "INVALID_SYMBOL", " sbin ", "3045");

        reply.Data().GetRawText().ShouldBe("""{"action":"unsubscribe","unsubscribed_stocks":["SBIN"],"total_subscribed":0}""");
    }

    [Fact]
    public async Task Unknown_stocks_come_as_an_error_under_the_stance()
    {
        await using var mock = await OdinPeer.StartAsync(stances: ("odin.invalid-stock", "error"));
        await using var peer = await OdinPeer.ConnectAsync(mock);

        var some = await peer.AskAsync("subscribe", "SBIN", "NOPE");
        var error = await peer.NextReplyAsync();
        var none = await peer.AskAsync("subscribe", "NOPE", "12");

        some.Data().GetRawText().ShouldBe("""{"action":"subscribe","subscribed_stocks":["SBIN"],"failed_stocks":[],"total_subscribed":1}""");
        error.ShouldBeError("Invalid stock: NOPE");
        none.ShouldBeError("Invalid stock: NOPE, 12");
    }

    [Fact]
    public async Task Ten_thousand_stocks_in_one_request_are_answered_in_order()
    {
        await using var mock = await OdinPeer.StartAsync();
        await using var peer = await OdinPeer.ConnectAsync(mock);
        string[] stocks = [.. Enumerable.Range(0, 10_000).Select(number => $"NONE{number}"), "SBIN"];

        var reply = await peer.AskAsync("subscribe", stocks);

        reply.Data().Texts("failed_stocks").ShouldBe(stocks[..^1]);
        reply.Data().Texts("subscribed_stocks").ShouldBe(["SBIN"]);
    }

    private static string Frame(string name) => Frames.Single(frame => frame.Name == name).Text;
}
