using Harness.Conformance;
using Harness.Mocks.Market;
using Harness.Mocks.Server;

namespace TradingApp.Tests;

/// <summary>On a port and in real time, as any client would meet it.</summary>
public sealed class OrderFeedTests(ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Partial_fill_is_told_before_the_rest()
    {
        // <snippet: orders>
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["virtuoso"], Seed = 7, Log = output.WriteLine });
        using var network = mock.CreateInvoker();
        var demo = mock.Accounts["demo"];
        using var orders = await OrderFeed.OpenAsync(mock.Url("virtuoso"), network, demo.ApiKey!, demo.ApiSecret!, TimeProvider.System, Stop);

        var order = mock.Orders.Place("binance:BTCUSDT", Side.Buy, amount: 0.5m, price: 40_000m, steered: true);
        mock.Orders.Fill(order.Id, quantity: 0.2m);
        mock.Orders.Fill(order.Id);

        Assert.Equal(("open", 0m), await orders.NextAsync(Stop));
        Assert.Equal(("partially_filled", 0.2m), await orders.NextAsync(Stop));
        Assert.Equal(("filled", 0.5m), await orders.NextAsync(Stop));
        await mock.ReceivedAsync(new { action = "subscribe", channels = new[] { "orders" } }, within: TimeSpan.FromSeconds(1), cancellationToken: Stop);
        await mock.ShouldBeConformantAsync(cancellationToken: Stop);
        // </snippet>
    }
}
