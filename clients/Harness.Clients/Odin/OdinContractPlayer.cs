using Harness.Clients.Connections;
using Harness.Clients.Contract;
using Harness.Clients.Odin.Json;

namespace Harness.Clients.Odin;

/// <summary>Subscribes to what it is asked for with one request and echoes what comes as it was read.</summary>
internal sealed class OdinContractPlayer : IContractPlayer
{
    public string Protocol => "odin";

    public async Task PlayAsync(ContractTask task, ContractOutput output, ConnectionOptions connection, CancellationToken cancellationToken)
    {
        await output.HelloAsync("harness odin client", "echo", "reconnect", "resubscribe").ConfigureAwait(false);
        var client = await OdinClient.ConnectAsync(
            new()
            {
                Address = new Uri(task.WebSocketBase, task.Path.Length == 0 ? "/enhanced-stream" : task.Path),
                ClientId = task.ClientId.Length == 0 ? null : task.ClientId,
                Connection = connection,
            },
            cancellationToken).ConfigureAwait(false);
        await using var _ = client.ConfigureAwait(false);
        await client.SubscribeAsync(task.Symbols, cancellationToken).ConfigureAwait(false);
        await foreach (var message in client.ReadAsync(cancellationToken).ConfigureAwait(false))
            await output.LineAsync(json => OdinMessages.Write(json, message)).ConfigureAwait(false);
    }
}
