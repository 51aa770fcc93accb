namespace Harness.Cli.Tests.Architecture;

/// <summary>Who may refer to whom. Fixtures and Wire stand at the bottom, the command line on top, and nothing points back.</summary>
internal static class DependencyDirection
{
    private const string Prefix = "Harness.";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Harness.Fixtures"] = [],
        ["Harness.Wire"] = [],
        ["Harness.Clients"] = [],
        ["Harness.Mocks"] = ["Harness.Fixtures", "Harness.Wire"],
        ["Harness.Specs"] = ["Harness.Fixtures"],
        ["Harness.Conformance"] = ["Harness.Fixtures", "Harness.Wire", "Harness.Specs", "Harness.Mocks", "Harness.Clients"],
        ["Harness.Load"] = ["Harness.Fixtures", "Harness.Wire", "Harness.Specs", "Harness.Conformance"],
        ["Harness.Cli"] =
            ["Harness.Fixtures", "Harness.Wire", "Harness.Specs", "Harness.Mocks", "Harness.Clients", "Harness.Conformance", "Harness.Load"],
    };

    private static readonly string[] Measures = [".Tests", ".Benchmarks", ".Compare"];

    /// <summary>The projects that the direction binds; tests and benchmarks may look at whatever they measure.</summary>
    public static bool Binds(string project) =>
        !Measures.Any(role => project.EndsWith(role, StringComparison.Ordinal));

    /// <summary>What is wrong with these references of a project, one line each.</summary>
    public static IEnumerable<string> Violations(string project, IEnumerable<string> references)
    {
        if (!Allowed.TryGetValue(project, out var allowed))
        {
            yield return $"{project} has no place in the dependency direction: add it to {nameof(DependencyDirection)}";
            yield break;
        }

        foreach (var reference in references)
        {
            if (!reference.StartsWith(Prefix, StringComparison.Ordinal) || allowed.Contains(reference)) continue;
            yield return $"{project} refers to {reference}; it may refer to {(allowed.Length == 0 ? "nothing of ours" : string.Join(", ", allowed))}";
        }
    }
}
