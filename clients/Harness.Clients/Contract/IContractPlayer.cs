using Harness.Clients.Connections;

namespace Harness.Clients.Contract;

/// <summary>One protocol's client as a program under test.</summary>
internal interface IContractPlayer
{
    /// <summary>The protocol's slug.</summary>
    string Protocol { get; }

    /// <summary>Runs until cancelled, or until the server ends the session for good: an exception then.</summary>
    /// <exception cref="ArgumentException">The task lacks something that this protocol needs.</exception>
    Task PlayAsync(ContractTask task, ContractOutput output, ConnectionOptions connection, CancellationToken cancellationToken);
}
