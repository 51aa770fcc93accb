using Harness.Clients.AirAlgo;
using Harness.Clients.AirAlgo.Orders;

namespace Harness.Clients.Tests.Readme;

/// <summary>The README's example between the marks; a test compares them.</summary>
internal static class AirAlgoExample
{
    public static async Task RunAsync(AirAlgoClient client, TextWriter output, CancellationToken stop)
    {
        // <snippet>
        var order = await client.PlaceOrderAsync(AirAlgoOrder.Market("2885", OrderSide.Buy, 20), stop);
        output.WriteLine($"order {order.First.OrderNumber}: {order.First.Status}");
        var end = await order.Completion.WaitAsync(TimeSpan.FromSeconds(30), stop);
        output.WriteLine($"order {end.OrderNumber}: {end.Status} at {end.ExecutedPrice}");
        // </snippet>
    }
}
