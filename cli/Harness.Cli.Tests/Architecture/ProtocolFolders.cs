namespace Harness.Cli.Tests.Architecture;

/// <summary>Which protocol a namespace belongs to. The two HedgeTech protocols share code and count as one.</summary>
internal static class ProtocolFolders
{
    private const string Pair = "HedgeTech";

    /// <summary>Where protocols live side by side: each child namespace that is named like a protocol is that protocol's room.</summary>
    private static readonly string[] Parents =
        ["Harness.Mocks.Protocols", "Harness.Clients", "Harness.Specs.Rules", "Harness.Conformance.Probes", "Harness.Conformance.Mutants", "Harness.Load.Protocols"];

    /// <summary>A protocol is a folder under fixtures with a <c>protocol.yaml</c>; registers of clauses alone are none.</summary>
    private static readonly HashSet<string> Protocols = new(
        Repository.Files
            .Where(file => file.StartsWith("fixtures/", StringComparison.Ordinal) && file.EndsWith("/protocol.yaml", StringComparison.Ordinal))
            .Select(file => file.Split('/')[1].Replace("-", ""))
            .Append(Pair),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The protocol whose room this namespace is in, or null outside of them.</summary>
    public static string? Of(string? @namespace)
    {
        foreach (var parent in Parents)
        {
            if (@namespace?.StartsWith(parent + ".", StringComparison.Ordinal) != true) continue;
            var room = @namespace[(parent.Length + 1)..].Split('.')[0];
            if (room.StartsWith("Ht", StringComparison.Ordinal)) return Pair;
            return Protocols.Contains(room) ? room : null;
        }

        return null;
    }
}
