using System.Text.Json;
using Harness.Fixtures.Yaml;

namespace Harness.Cli.Validating;

/// <summary>Tells a case from a scenario, also one that lacks something: a case has an id and steps, a scenario has rules.</summary>
internal static class CaseForm
{
    public static bool Has(LocatedDocument document)
    {
        using var json = JsonDocument.Parse(document.Json);
        var root = json.RootElement;
        return root.ValueKind == JsonValueKind.Object
            && !root.TryGetProperty("rules", out _)
            && (root.TryGetProperty("id", out _) || root.TryGetProperty("steps", out _));
    }
}
