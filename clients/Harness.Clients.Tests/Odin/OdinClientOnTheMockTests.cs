using Harness.Clients.Connections;
using Harness.Clients.Odin;
using Harness.Clients.Odin.Payloads;
using Harness.Clients.Tests.Playing;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.Odin;

public sealed class OdinClientOnTheMockTests
{
    [Fact]
    public async Task Every_request_is_answered_and_nothing_is_skipped()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var client = await OdinClient.ConnectAsync(new() { Address = mock.Server.Url("odin"), Connection = mock.Connection })
            .Within("the client to be connected");

        var subscribed = await client.SubscribeAsync(["SBIN", "2885", "NONE"]).Within("the subscription");
        subscribed.Stocks.ShouldBe(["SBIN", "RELIANCE (NSE)"]);
        subscribed.Failed.ShouldBe(["NONE"]);
        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        await messages.MoveNextAsync().Within("market data");
        messages.Current.Data.ShouldBeOfType<MarketData>();
        (await client.GetSubscriptionsAsync().Within("the subscriptions")).Total.ShouldBe(2);
        (await client.GetMarketStatusAsync().Within("the market's status")).MarketOpen.ShouldBe(true);
        await client.PingAsync().Within("the pong");
        (await client.UnsubscribeAsync(["SBIN", "2885"]).Within("the end of it")).Total.ShouldBe(0);

        client.ClientId.ShouldNotBeNull();
        mock.Events.OfType<MessageSkipped>().ShouldBeEmpty();
    }
}
