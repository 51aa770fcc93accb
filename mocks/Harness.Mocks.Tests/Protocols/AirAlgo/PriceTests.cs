using System.Text.Json;
using System.Text.RegularExpressions;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Protocols.AirAlgo;

/// <summary>Supported Events 2 and 3, Real-Time Updates.</summary>
public sealed partial class PriceTests
{
    [Fact]
    public async Task Subscribe_is_answered_with_the_last_values_of_every_known_token_in_order()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        var answer = await peer.AskAsync("subscribe", new { list = new[] { "2442", "22", "999999", "2442" } }, "77");

        answer.GetProperty("event").GetString().ShouldBe("ltp");
        answer.GetProperty("ref").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.GetProperty("topic").GetString().ShouldBe(AirAlgoPeer.Topic);
        answer.GetProperty("payload").EnumerateObject().Select(token => token.Name).ShouldBe(["2442", "22"]);
        foreach (var token in answer.GetProperty("payload").EnumerateObject()) ShouldBeLast(token.Value);
    }

    [Fact]
    public async Task Prices_come_for_what_is_subscribed_and_for_nothing_else()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var peer = await AirAlgoPeer.JoinAsync(mock);
        await peer.AskAsync("subscribe", new { list = new[] { "22", "2885" } });
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        var both = Tokens(peer.Drain());
        var removed = await peer.AskAsync("unsubscribe", new { list = new[] { "22", "25" } });
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        var one = Tokens(peer.Drain());

        both.Order(StringComparer.Ordinal).ShouldBe(["22", "2885"]);
        removed.GetRawText().ShouldBe("""{"event":"unsubscribe","payload":{"tokens":["22"]},"ref":null,"topic":"api:demo-key"}""");
        one.ShouldBe(["2885"]);
    }

    [Fact]
    public async Task Only_unknown_tokens_get_an_empty_answer()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 0 });
        await using var peer = await AirAlgoPeer.JoinAsync(mock);

        var answer = await peer.AskAsync("subscribe", new { list = new[] { "999999", "RELIANCE" } });

        answer.GetRawText().ShouldBe("""{"event":"ltp","payload":{},"ref":null,"topic":"api:demo-key"}""");
    }

    [Fact]
    public async Task Two_connections_of_one_key_see_the_same_prices()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var one = await AirAlgoPeer.JoinAsync(mock);
        await using var other = await AirAlgoPeer.JoinAsync(mock);
        await one.AskAsync("subscribe", new { list = new[] { "22" } });
        await other.AskAsync("subscribe", new { list = new[] { "22" } });

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        var seen = one.Wire.Drain();
        seen.Count.ShouldBeGreaterThan(3);
        other.Wire.Drain().ShouldBe(seen);
    }

    [Fact]
    public async Task Silence_ends_the_connection_under_its_stance_and_a_heartbeat_keeps_it()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Stances = new Dictionary<string, string> { ["airalgo.heartbeat"] = "60s" } });
        await using var peer = await AirAlgoPeer.ConnectAsync(mock);

        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(50), TestContext.Current.CancellationToken);
        await peer.AskAsync("heartbeat", new { }, "1", "phoenix");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(50), TestContext.Current.CancellationToken);
        await peer.AskAsync("heartbeat", new { }, "2", "phoenix");
        await mock.Clock.AdvanceQuietlyAsync(TimeSpan.FromSeconds(61), TestContext.Current.CancellationToken);

        (await peer.Wire.ClosedAsync()).Received!.Value.Code.ShouldBe(1000);
    }

    private static IReadOnlyList<string> Tokens(IEnumerable<JsonElement> messages) =>
        [.. messages.SelectMany(message => message.GetProperty("payload").EnumerateObject()).Select(token => token.Name).Distinct()];

    private static void ShouldBeLast(JsonElement last)
    {
        last.GetProperty("ltp").GetInt64().ShouldBePositive();
        last.GetProperty("ltq").GetInt64().ShouldBePositive();
        Instant().IsMatch(last.GetProperty("ltt").GetString()!).ShouldBeTrue();
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Instant();
}
