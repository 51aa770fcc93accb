using Harness.Clients.Connections;
using Harness.Clients.Tests.Playing;
using Harness.Clients.Tests.Time;
using Harness.Clients.Virtuoso;
using Harness.Clients.Virtuoso.Payloads;

namespace Harness.Clients.Tests.Virtuoso;

public sealed class VirtuosoClientOnTheMockTests
{
    [Fact]
    public async Task Every_public_channel_arrives_typed_and_nothing_is_skipped()
    {
        await using var mock = await PlayedMock.StartAsync(("virtuoso.signature", "strict"));
        await using var client = await ConnectAsync(mock, "demo-secret").Within("the client to be authenticated");
        await client.SubscribeAsync(new(VirtuosoChannel.All, "binance", ["BTCUSDT", "ETHUSDT"])).Within("the acknowledgement");

        HashSet<Type> awaited = [typeof(Ticker), typeof(OrderBook), typeof(Trade)];
        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        while (awaited.Count > 0)
        {
            await messages.MoveNextAsync().Within($"{string.Join(", ", awaited.Select(type => type.Name))}");
            awaited.Remove(messages.Current.Data.GetType());
        }

        mock.Events.OfType<MessageSkipped>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_secret_is_refused()
    {
        await using var mock = await PlayedMock.StartAsync();

        (await Should.ThrowAsync<VirtuosoException>(() => ConnectAsync(mock, "wrong").Within("the refusal"))).Code.ShouldBe(401);
    }

    [Fact]
    public async Task Unknown_symbol_is_refused_and_the_rest_goes_on()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var client = await ConnectAsync(mock, "demo-secret").Within("the client to be authenticated");

        var subscribing = client.SubscribeAsync(new([VirtuosoChannel.MarketData], "binance", ["NONE"]));
        (await Should.ThrowAsync<VirtuosoException>(() => subscribing.Within("the refusal"))).Code.ShouldBe(404);

        await client.SubscribeAsync(new([VirtuosoChannel.MarketData], "binance", ["BTCUSDT"])).Within("the acknowledgement");
        await client.UnsubscribeAsync(new([VirtuosoChannel.MarketData], "binance", ["BTCUSDT"])).Within("the end of it");
    }

    private static Task<VirtuosoClient> ConnectAsync(PlayedMock mock, string secret) => VirtuosoClient.ConnectAsync(new()
    {
        Address = mock.Server.Url("virtuoso"),
        ApiKey = "demo-key",
        ApiSecret = secret,
        Connection = mock.Connection,
    });
}
