using Harness.Clients.AirAlgo;
using Harness.Clients.AirAlgo.Orders;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.AirAlgo;

public sealed class AirAlgoOrderTests
{
    public static TheoryData<AirAlgoOrder, string> Orders => new()
    {
        {
            AirAlgoOrder.Market("2885", OrderSide.Buy, 20),
            """{"token_number":"2885","market_limit_sl":"market","price":0,"order_type":"B","trigger_price":0,"validity":"Day","quantity":20,"ltp":0}"""
        },
        {
            AirAlgoOrder.Limit("2885", OrderSide.Sell, 20, 234535, 234600),
            """{"token_number":"2885","market_limit_sl":"limit","price":234535,"order_type":"S","trigger_price":0,"validity":"Day","quantity":20,"ltp":234600}"""
        },
        {
            AirAlgoOrder.StopLoss("2885", OrderSide.Buy, 1, 234535, 234530, 234600),
            """{"token_number":"2885","market_limit_sl":"sl","price":234535,"order_type":"B","trigger_price":234530,"validity":"Day","quantity":1,"ltp":234600}"""
        },
        {
            AirAlgoOrder.StopLossMarket("2885", OrderSide.Sell, 1, 234530),
            """{"token_number":"2885","market_limit_sl":"slm","price":0,"order_type":"S","trigger_price":234530,"validity":"Day","quantity":1,"ltp":0}"""
        },
    };

    [Theory]
    [MemberData(nameof(Orders), DisableDiscoveryEnumeration = true)]
    public async Task Order_is_sent_in_the_documents_words(AirAlgoOrder order, string payload)
    {
        var sent = new TaskCompletionSource<(string, string, string)>();
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            await connection.JoinAsync();
            sent.SetResult(await connection.NextAsync());
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();
        var placing = client.PlaceOrderAsync(order);

        (await sent.Task.Within("the order")).ShouldBe(("order", payload, "2"));

        await client.DisposeAsync();
        await Should.ThrowAsync<OrderFateUnknownException>(() => placing.Within("the end of the wait"));
    }

    [Fact]
    public void Order_that_lacks_what_the_document_asks_for_cannot_be_made()
    {
        Should.Throw<ArgumentException>(() => AirAlgoOrder.Market("", OrderSide.Buy, 1));
        Should.Throw<ArgumentException>(() => AirAlgoOrder.Market("22", OrderSide.Buy, 0));
        Should.Throw<ArgumentException>(() => AirAlgoOrder.Limit("22", OrderSide.Buy, 1, 0, 1));
        Should.Throw<ArgumentException>(() => AirAlgoOrder.Limit("22", OrderSide.Buy, 1, 1, 0));
        Should.Throw<ArgumentException>(() => AirAlgoOrder.StopLoss("22", OrderSide.Buy, 1, 1, 0, 1));
    }

    [Fact]
    public async Task Order_is_pending_and_completes_when_it_is_executed()
    {
        var execute = new TaskCompletionSource();
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            await connection.JoinAsync();
            await connection.NextAsync();
            await connection.SendAsync(AirAlgoFrames.Order("Pending"));
            await execute.Task;
            await connection.SendAsync(AirAlgoFrames.Order("Executed"));
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        var order = await client.PlaceOrderAsync(AirAlgoOrder.Market("2885", OrderSide.Buy, 20)).Within("the first response");
        order.First.Status.ShouldBe("Pending");
        order.Completion.IsCompleted.ShouldBeFalse();
        execute.SetResult();

        (await order.Completion.Within("the execution")).Status.ShouldBe("Executed");
    }

    [Fact]
    public async Task Order_that_is_rejected_at_once_is_complete_at_once()
    {
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            await connection.JoinAsync();
            await connection.NextAsync();
            await connection.SendAsync(AirAlgoFrames.Order("Rejected"));
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        var order = await client.PlaceOrderAsync(AirAlgoOrder.Market("2885", OrderSide.Buy, 20)).Within("the first response");

        order.Completion.IsCompletedSuccessfully.ShouldBeTrue();
        order.First.Status.ShouldBe("Rejected");
    }

    [Fact]
    public async Task Orders_in_flight_together_find_their_own_responses()
    {
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            await connection.JoinAsync();
            await connection.NextAsync();
            await connection.NextAsync();
            await connection.NextAsync();
            await connection.SendAsync(
                AirAlgoFrames.Order("Pending", 7, "999"),
                AirAlgoFrames.Order("Pending", 3, "22", 3),
                AirAlgoFrames.Order("Pending", 1, "22", 1),
                AirAlgoFrames.Order("Pending", 2, "22", 1),
                AirAlgoFrames.Order("Rejected", 2, "22", 1),
                AirAlgoFrames.Order("Executed", 3, "22", 3),
                AirAlgoFrames.Order("Executed", 1, "22", 1));
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        var first = client.PlaceOrderAsync(AirAlgoOrder.Market("22", OrderSide.Buy, 1));
        var second = client.PlaceOrderAsync(AirAlgoOrder.Market("22", OrderSide.Buy, 1));
        var third = client.PlaceOrderAsync(AirAlgoOrder.Market("22", OrderSide.Buy, 3));

        foreach (var (placing, number, status) in new[] { (first, 1, "Executed"), (second, 2, "Rejected"), (third, 3, "Executed") })
        {
            var order = await placing.Within("a first response");
            order.First.OrderNumber.ShouldBe(number);
            (await order.Completion.Within("a last response")).Status.ShouldBe(status);
        }
    }

    [Fact]
    public async Task Order_is_never_sent_twice()
    {
        List<string> events = [];
        await using var fixture = await AirAlgoClientFixture.StartAsync(
            async connection =>
            {
                await connection.JoinAsync();
                await connection.NextAsync();
                await connection.CutAsync();
            },
            async connection =>
            {
                await connection.JoinAsync();
                while (await connection.ReceiveAsync() is { } text)
                    events.Add(text);
            });
        var client = await fixture.ConnectedAsync();

        var placing = client.PlaceOrderAsync(AirAlgoOrder.Market("22", OrderSide.Buy, 1));
        await Should.ThrowAsync<OrderFateUnknownException>(() => placing.Within("the loss"));
        await fixture.PassBackoffAsync();
        var subscribing = client.SubscribeAsync(["22"]);
        await fixture.Clock.TimerAsync(TimeSpan.FromSeconds(10)).Within("the subscription to be sent");
        await client.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => subscribing.Within("the end"));
        events.ShouldAllBe(text => text.Contains("subscribe"));
    }

    [Fact]
    public async Task Order_without_an_answer_has_an_unknown_fate()
    {
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            await connection.JoinAsync();
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        var placing = client.PlaceOrderAsync(AirAlgoOrder.Market("22", OrderSide.Buy, 1));
        await fixture.PassAsync(TimeSpan.FromSeconds(10));

        await Should.ThrowAsync<OrderFateUnknownException>(() => placing.Within("the end of the wait"));
    }

    [Fact]
    public async Task Order_message_that_is_refused_throws()
    {
        await using var fixture = await AirAlgoClientFixture.StartAsync(async connection =>
        {
            await connection.JoinAsync();
            var (_, _, reference) = await connection.NextAsync();
            await connection.SendAsync(AirAlgoFrames.Refused(reference, "quantity"));
            await connection.UntilClosedAsync();
        });
        var client = await fixture.ConnectedAsync();

        var placing = client.PlaceOrderAsync(AirAlgoOrder.Market("22", OrderSide.Buy, 1));

        (await Should.ThrowAsync<AirAlgoException>(() => placing.Within("the refusal"))).Reason.ShouldBe("quantity");
    }

    [Fact]
    public async Task Pending_order_completes_after_a_reconnect()
    {
        await using var fixture = await AirAlgoClientFixture.StartAsync(
            async connection =>
            {
                await connection.JoinAsync();
                await connection.NextAsync();
                await connection.SendAsync(AirAlgoFrames.Order("Pending"));
                await connection.CloseAsync(1011, "");
            },
            async connection =>
            {
                await connection.JoinAsync();
                await connection.SendAsync(AirAlgoFrames.Order("Executed"));
                await connection.UntilClosedAsync();
            });
        var client = await fixture.ConnectedAsync();
        var order = await client.PlaceOrderAsync(AirAlgoOrder.Market("2885", OrderSide.Buy, 20)).Within("the first response");

        await fixture.PassBackoffAsync();

        (await order.Completion.Within("the execution")).Status.ShouldBe("Executed");
    }
}
