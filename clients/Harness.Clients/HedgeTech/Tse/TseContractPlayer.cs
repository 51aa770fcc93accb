using Harness.Clients.Connections;
using Harness.Clients.Contract;
using Harness.Clients.HedgeTech.Tse.Json;

namespace Harness.Clients.HedgeTech.Tse;

/// <summary>Streams what it is asked for and echoes it as it was read. The path says whether symbols are ISINs or names.</summary>
internal sealed class TseContractPlayer : IContractPlayer
{
    public string Protocol => "ht-tse";

    public async Task PlayAsync(ContractTask task, ContractOutput output, ConnectionOptions connection, CancellationToken cancellationToken)
    {
        using var client = new TseClient(new()
        {
            HttpBase = task.HttpBase,
            WebSocketBase = task.WebSocketBase,
            Username = task.Username,
            Password = task.Password,
            Connection = connection,
        });
        var channels = task.Channels.Count == 0 ? TseChannel.All : task.Channels;
        var subscription = task.Path.EndsWith("/name", StringComparison.Ordinal)
            ? TseSubscription.ByName(channels, task.Symbols)
            : TseSubscription.ByIsin(channels, task.Symbols);
        await output.HelloAsync("harness ht-tse client", "echo", "reconnect", "resubscribe").ConfigureAwait(false);
        await foreach (var message in client.StreamAsync(subscription, cancellationToken).ConfigureAwait(false))
            await output.LineAsync(json => TseMessageWriter.Write(json, message)).ConfigureAwait(false);
    }
}
