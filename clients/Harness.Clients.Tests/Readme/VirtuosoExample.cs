using Harness.Clients.Virtuoso;
using Harness.Clients.Virtuoso.Payloads;

namespace Harness.Clients.Tests.Readme;

/// <summary>The README's example between the marks; a test compares them.</summary>
internal static class VirtuosoExample
{
    public static async Task RunAsync(Uri address, TextWriter output, CancellationToken stop)
    {
        // <snippet>
        await using var client = await VirtuosoClient.ConnectAsync(new VirtuosoOptions
        {
            Address = address,
            ApiKey = "demo-key",
            ApiSecret = "demo-secret",
        }, stop);
        await client.SubscribeAsync(new VirtuosoSubscription([VirtuosoChannel.MarketData, VirtuosoChannel.Orders], "binance", ["BTCUSDT"]), stop);

        await foreach (var message in client.ReadAsync(stop))
        {
            string text = message.Data switch
            {
                Ticker ticker => $"bid {ticker.Bid}, ask {ticker.Ask}",
                Order order => $"order {order.Id} {order.Status}, {order.Remaining} to go",
                _ => message.Channel,
            };
            output.WriteLine($"{message.Timestamp:HH:mm:ss.fff} {message.Symbol}: {text}");
        }
        // </snippet>
    }
}
