using Harness.Clients.Connections;
using Harness.Clients.Contract;
using Harness.Clients.HedgeTech.Ime.Json;

namespace Harness.Clients.HedgeTech.Ime;

/// <summary>Streams what it is asked for and echoes it as it was read. The path says whether contracts are ids or names.</summary>
internal sealed class ImeContractPlayer : IContractPlayer
{
    public string Protocol => "ht-ime";

    public async Task PlayAsync(ContractTask task, ContractOutput output, ConnectionOptions connection, CancellationToken cancellationToken)
    {
        using var client = new ImeClient(new()
        {
            HttpBase = task.HttpBase,
            WebSocketBase = task.WebSocketBase,
            Username = task.Username,
            Password = task.Password,
            Connection = connection,
        });
        var subscription = task.Path.EndsWith("/name", StringComparison.Ordinal)
            ? ImeSubscription.ByName(task.Symbols)
            : ImeSubscription.ById(task.Symbols);
        await output.HelloAsync("harness ht-ime client", "echo", "reconnect", "resubscribe").ConfigureAwait(false);
        await foreach (var message in client.StreamAsync(subscription, cancellationToken).ConfigureAwait(false))
            await output.LineAsync(json => ImeMessageWriter.Write(json, message)).ConfigureAwait(false);
    }
}
