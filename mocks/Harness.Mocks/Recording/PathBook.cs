using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;

namespace Harness.Mocks.Recording;

/// <summary>Which protocol a path belongs to, by the addresses that the documents give.</summary>
/// <param name="otherwise">Slug for paths that no document knows; null for <see cref="Scenario.NoProtocol"/>.</param>
internal sealed class PathBook(string? otherwise)
{
    /// <summary>Slugs that a path can belong to, the likeliest first: a token service may serve several.</summary>
    public IReadOnlyList<string> ProtocolsOf(string path, out bool isKnown)
    {
        var plain = path.Length > 1 ? path.TrimEnd('/') : path;
        List<string> found =
        [
            .. ProtocolCatalog.Embedded.Protocols
                .Where(protocol => protocol.Endpoints.Any(endpoint => endpoint.Path == plain) || protocol.Routes.Any(route => route.Path == plain))
                .Select(protocol => protocol.Slug),
        ];
        isKnown = found.Count > 0 || otherwise is not null;

        // Who names one of several means it.
        if (otherwise is not null && found.Remove(otherwise)) found.Insert(0, otherwise);
        return found.Count > 0 ? found : [otherwise ?? Scenario.NoProtocol];
    }

    /// <summary>The id that a client gives itself in a handshake, where its protocol has such a thing.</summary>
    public static string? ClientIdOf(string slug, string path, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        var endpoint = ProtocolCatalog.Embedded.Find(slug)?.Endpoints.FirstOrDefault(endpoint => endpoint.Path == path);
        var parameter = endpoint?.Query.FirstOrDefault(parameter => parameter.Carries == "client-id");
        return parameter is null ? null : query.FirstOrDefault(pair => pair.Key == parameter.Name && pair.Value.Length > 0).Value;
    }
}
