using Harness.Clients.HedgeTech;
using Harness.Clients.HedgeTech.Tse;
using Harness.Clients.HedgeTech.Tse.Payloads;

namespace Harness.Clients.Tests.Readme;

/// <summary>The README's example between the marks; a test compares them.</summary>
internal static class TseExample
{
    public static async Task RunAsync(Uri http, Uri ws, TextWriter output, CancellationToken stop)
    {
        // <snippet>
        using var client = new TseClient(new HedgeTechOptions
        {
            HttpBase = http,
            WebSocketBase = ws,
            Username = "demo",
            Password = "demo",
        });
        var subscription = TseSubscription.ByIsin([TseChannel.BestLimit, TseChannel.OhlcvLast1m], ["IRT3SATF0001"]);

        await foreach (var message in client.StreamAsync(subscription, stop))
        {
            string text = message.Data switch
            {
                BestLimit { Levels: [var best, ..] } => $"bid {best.BuyPrice}, ask {best.SellPrice}",
                Ohlcv candle => $"last {candle.Close}, volume {candle.Volume}",
                _ => message.Channel,
            };
            output.WriteLine($"{message.Timestamp} {message.Symbol}: {text}");
        }
        // </snippet>
    }
}
