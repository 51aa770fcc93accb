using Harness.Clients.AirAlgo;
using Harness.Clients.Connections;
using Harness.Clients.HedgeTech.Ime;
using Harness.Clients.HedgeTech.Tse;
using Harness.Clients.Odin;
using Harness.Clients.Virtuoso;

namespace Harness.Clients.Contract;

/// <summary>
/// The clients of this library as programs under test: told what to do by <c>HARNESS_*</c> variables, saying on one line each what they
/// are and what they read.
/// </summary>
public static class ContractClient
{
    private static readonly IContractPlayer[] Players =
    [
        new TseContractPlayer(), new ImeContractPlayer(), new OdinContractPlayer(), new AirAlgoContractPlayer(), new VirtuosoContractPlayer(),
    ];

    /// <summary>The slugs of the protocols that can be played.</summary>
    public static IReadOnlyList<string> Protocols { get; } = [.. Players.Select(player => player.Protocol)];

    /// <summary>Connects, subscribes and echoes until cancelled.</summary>
    /// <param name="protocol">A slug out of <see cref="Protocols"/>.</param>
    /// <param name="environment">The variables; others than <c>HARNESS_*</c> are ignored.</param>
    /// <param name="output">Takes the hello and the echoed messages.</param>
    /// <param name="errors">Takes what went wrong, in words.</param>
    /// <param name="connection">Clock, invoker and back-off; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the session with a close handshake.</param>
    /// <returns>0 when cancelled, 1 when the server ended the session for good, 2 when the task cannot be understood.</returns>
    public static async Task<int> RunAsync(
        string protocol,
        IReadOnlyDictionary<string, string> environment,
        TextWriter output,
        TextWriter errors,
        ConnectionOptions? connection = null,
        CancellationToken cancellationToken = default)
    {
        try
        {
            var player = Players.FirstOrDefault(player => player.Protocol == protocol)
                ?? throw new ArgumentException(
                    $"There is no client for '{protocol}'. Known: {string.Join(", ", Protocols)}.", nameof(protocol));
            await player.PlayAsync(new(environment), new(output), connection ?? new(), cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception end)
        {
            await errors.WriteLineAsync(end.Message).ConfigureAwait(false);
            return end is ArgumentException ? 2 : 1;
        }
    }
}
