using System.Text.Json;
using Harness.Clients.AirAlgo.Json;
using Harness.Clients.AirAlgo.Orders;
using Harness.Clients.AirAlgo.Payloads;
using Harness.Clients.Connections;
using Harness.Clients.Contract;

namespace Harness.Clients.AirAlgo;

/// <summary>Subscribes to what it is asked for, echoes what comes as it was read, and places each order once after the first price.</summary>
internal sealed class AirAlgoContractPlayer : IContractPlayer
{
    public string Protocol => "airalgo";

    public async Task PlayAsync(ContractTask task, ContractOutput output, ConnectionOptions connection, CancellationToken cancellationToken)
    {
        using var orders = Orders(task);
        await output.HelloAsync("harness airalgo client", "echo", "orders", "reconnect", "resubscribe").ConfigureAwait(false);
        var client = await AirAlgoClient.ConnectAsync(
            new()
            {
                TokenAddress = new Uri(task.HttpBase, "/api/token"),
                SocketAddress = new Uri(task.WebSocketBase, task.Path.Length == 0 ? "/socket/websocket" : task.Path),
                ApiKey = task.ApiKey,
                Connection = connection,
            },
            cancellationToken).ConfigureAwait(false);
        await using var _ = client.ConfigureAwait(false);
        await client.SubscribeAsync(task.Symbols, cancellationToken).ConfigureAwait(false);
        Task? placing = null;
        await foreach (var message in client.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            await output.LineAsync(json => AirAlgoMessages.Write(json, message)).ConfigureAwait(false);
            if (message.Payload is LastPrices { ByToken.Count: > 0 })
                placing ??= PlaceAsync(client, orders, cancellationToken);
        }
        await (placing ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private static async Task PlaceAsync(AirAlgoClient client, JsonDocument orders, CancellationToken cancellationToken)
    {
        foreach (var order in orders.RootElement.EnumerateArray())
        {
            try
            {
                await client.PlaceOrderAsync(order, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception refused) when (refused is AirAlgoException or OrderFateUnknownException)
            {
                // The wire shows what became of it; the next order is placed all the same.
            }
        }
    }

    private static JsonDocument Orders(ContractTask task)
    {
        try
        {
            var orders = JsonDocument.Parse(task.Orders.Length == 0 ? "[]" : task.Orders);
            if (orders.RootElement.ValueKind == JsonValueKind.Array
                && orders.RootElement.EnumerateArray().All(order => order.ValueKind == JsonValueKind.Object))
                return orders;
            orders.Dispose();
        }
        catch (JsonException)
        {
            // Said below in one way for all.
        }
        throw new ArgumentException("HARNESS_ORDERS must be a JSON array of objects.", nameof(task));
    }
}
