using Harness.Clients.Connections;
using Harness.Clients.Contract;
using Harness.Clients.Virtuoso.Json;

namespace Harness.Clients.Virtuoso;

/// <summary>Subscribes to what it is asked for with one request and echoes what comes as it was read.</summary>
internal sealed class VirtuosoContractPlayer : IContractPlayer
{
    public string Protocol => "virtuoso";

    public async Task PlayAsync(ContractTask task, ContractOutput output, ConnectionOptions connection, CancellationToken cancellationToken)
    {
        await output.HelloAsync("harness virtuoso client", "echo", "reconnect", "resubscribe").ConfigureAwait(false);
        var client = await VirtuosoClient.ConnectAsync(
            new()
            {
                Address = new Uri(task.WebSocketBase, task.Path.Length == 0 ? "/ws" : task.Path),
                ApiKey = task.ApiKey,
                ApiSecret = task.ApiSecret,
                Connection = connection,
            },
            cancellationToken).ConfigureAwait(false);
        await using var _ = client.ConfigureAwait(false);
        await client.SubscribeAsync(Subscription(task), cancellationToken).ConfigureAwait(false);
        await foreach (var message in client.ReadAsync(cancellationToken).ConfigureAwait(false))
            await output.LineAsync(json => VirtuosoMessageWriter.Write(json, message)).ConfigureAwait(false);
    }

    private static VirtuosoSubscription Subscription(ContractTask task)
    {
        var channels = task.Channels.Count == 0 ? VirtuosoChannel.All : task.Channels;
        return task.Symbols.Count == 0
            ? new(channels, null, [])
            : new(channels, task.Exchange.Length == 0 ? "binance" : task.Exchange, task.Symbols);
    }
}
