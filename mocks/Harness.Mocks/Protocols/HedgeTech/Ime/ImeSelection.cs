using Harness.Fixtures.Catalog;
using Harness.Mocks.Market;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.HedgeTech.Ime;

/// <summary>What a handshake's query asks for (§6): contracts, each repeated as its own parameter. Other parameters are ignored.</summary>
internal static class ImeSelection
{
    /// <summary>Reads the query, or says what is wrong with it. One bad contract spoils the whole request; duplicates collapse.</summary>
    public static IReadOnlyList<Listing>? Read(PeerRequest request, ImeEndpoint endpoint, out string cause)
    {
        cause = "";
        var contracts = new List<Listing>();
        foreach (var contract in request.QueryValues(endpoint.Parameter))
        {
            if (endpoint.Find(contract) is not { } listing)
            {
                cause = contract.Length == 0 ? $"empty {endpoint.Parameter}" : contract.Contains(',', StringComparison.Ordinal)
                    ? $"unknown contract: {contract} (repeat {endpoint.Parameter} for each value)"
                    : $"unknown contract: {contract}";
                return null;
            }

            if (!contracts.Contains(listing)) contracts.Add(listing);
        }

        if (contracts.Count > 0) return contracts;
        var others = request.Query.Select(pair => pair.Key).Where(name => name != endpoint.Parameter);
        cause = NearestWord.To(endpoint.Parameter, others) is { } near
            ? $"missing {endpoint.Parameter}: {near} is not a parameter here"
            : $"missing {endpoint.Parameter}";
        return null;
    }
}
