using Harness.Conformance;
using Harness.Mocks.Market;
using Harness.Mocks.Server;
using Xunit.Abstractions;

namespace TradingApp.XunitV2.Tests;

/// <summary>On a port and in real time.</summary>
public sealed class OrderFeedTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Fill_is_told()
    {
        await using var mock = await MockServer.StartAsync(new() { Protocols = ["virtuoso"], Seed = 7, Log = output.WriteLine });
        using var network = mock.CreateInvoker();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        var demo = mock.Accounts["demo"];
        using var orders = await OrderFeed.OpenAsync(mock.Url("virtuoso"), network, demo.ApiKey!, demo.ApiSecret!, TimeProvider.System, stop.Token);

        mock.Orders.Fill(mock.Orders.Place("binance:BTCUSDT", Side.Buy, amount: 0.5m, price: 40_000m, steered: true).Id);

        Assert.Equal(("open", 0m), await orders.NextAsync(stop.Token));
        Assert.Equal(("filled", 0.5m), await orders.NextAsync(stop.Token));
        await mock.ShouldBeConformantAsync(cancellationToken: stop.Token);
    }
}
