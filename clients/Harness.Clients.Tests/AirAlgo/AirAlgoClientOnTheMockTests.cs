using Harness.Clients.AirAlgo;
using Harness.Clients.AirAlgo.Orders;
using Harness.Clients.AirAlgo.Payloads;
using Harness.Clients.Connections;
using Harness.Clients.Tests.Playing;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.AirAlgo;

public sealed class AirAlgoClientOnTheMockTests
{
    [Fact]
    public async Task Prices_flow_and_the_documents_orders_do_what_the_document_shows()
    {
        await using var mock = await PlayedMock.StartAsync();
        await using var client = await ConnectAsync(mock, "demo-key").Within("the client to have joined");

        await client.SubscribeAsync(["2885", "22", "0"]).Within("the first prices");
        await using var messages = client.ReadAsync().GetAsyncEnumerator();
        await messages.MoveNextAsync().Within("the prices as a message");
        messages.Current.Payload.ShouldBeOfType<LastPrices>().ByToken.Keys.Order().ShouldBe(["22", "2885"]);

        var filled = await client.PlaceOrderAsync(AirAlgoOrder.Market("2885", OrderSide.Buy, 20)).Within("the first response");
        filled.First.Status.ShouldBe("Pending");
        (await filled.Completion.Within("the execution")).Status.ShouldBe("Executed");
        var beyondMargin = await client.PlaceOrderAsync(AirAlgoOrder.Market("35013", OrderSide.Buy, 25)).Within("the rejection");
        beyondMargin.First.Status.ShouldBe("Rejected");
        await client.UnsubscribeAsync(["2885", "22"]).Within("the end of it");

        mock.Events.OfType<MessageSkipped>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_key_is_refused()
    {
        await using var mock = await PlayedMock.StartAsync();

        (await Should.ThrowAsync<AirAlgoException>(() => ConnectAsync(mock, "wrong").Within("the refusal"))).Reason.ShouldBe("Invalid API Key");
    }

    private static Task<AirAlgoClient> ConnectAsync(PlayedMock mock, string key) => AirAlgoClient.ConnectAsync(new()
    {
        TokenAddress = new Uri(mock.Server.HttpUrl, "/api/token"),
        SocketAddress = mock.Server.Url("airalgo"),
        ApiKey = key,
        Connection = mock.Connection,
    });
}
