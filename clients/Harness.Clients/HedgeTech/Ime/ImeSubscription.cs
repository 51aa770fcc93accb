using System.Text;

namespace Harness.Clients.HedgeTech.Ime;

/// <summary>Which contracts to stream. Made by <see cref="ByName"/> or <see cref="ById"/>; the data is the same.</summary>
public sealed record ImeSubscription
{
    private const string Root = "/data-engine/ime/live/data/websocket/contract/";
    private readonly string _endpoint;

    private ImeSubscription(string endpoint, IEnumerable<string> contracts)
    {
        _endpoint = endpoint;
        Contracts = [.. contracts];
        if (Contracts.Count == 0 || Contracts.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("At least one contract is needed, and none may be blank.", nameof(contracts));
    }

    /// <summary>Contract names or ids.</summary>
    public IReadOnlyList<string> Contracts { get; }

    /// <summary>Contracts by name, e.g. <c>GOLD-APR</c>; messages carry <see cref="ImeMessage.ContractName"/>.</summary>
    public static ImeSubscription ByName(IEnumerable<string> names) => new("name", names);

    /// <summary>Contracts by id, e.g. <c>1001</c>; messages carry <see cref="ImeMessage.ContractId"/>.</summary>
    public static ImeSubscription ById(IEnumerable<string> ids) => new("id", ids);

    /// <summary>Section 6: each contract as a parameter of its own, <c>contract_name</c> or <c>contract_id</c>.</summary>
    internal Uri Address(Uri webSocketBase)
    {
        var query = new StringBuilder();
        foreach (string contract in Contracts)
            query.Append(query.Length == 0 ? '?' : '&').Append("contract_" + _endpoint + '=').Append(Uri.EscapeDataString(contract));
        return new Uri(webSocketBase, Root + _endpoint + query);
    }
}
