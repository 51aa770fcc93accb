using System.Text.Json;
using Harness.Fixtures.Yaml;

namespace Harness.Cli.Validating;

/// <summary>What a file that somebody wrote is meant to be.</summary>
internal enum FileKind
{
    Scenario,
    Case,
    KnownFailures,
    Configuration,
}

/// <summary>Tells the kinds apart, also where something is missing: a list is of known failures, implementations make a configuration.</summary>
internal static class FileKinds
{
    public static FileKind Of(LocatedDocument document)
    {
        using var json = JsonDocument.Parse(document.Json);
        var root = json.RootElement;
        if (root.ValueKind == JsonValueKind.Array) return FileKind.KnownFailures;
        if (root.ValueKind != JsonValueKind.Object || root.TryGetProperty("rules", out _)) return FileKind.Scenario;
        if (root.TryGetProperty("implementations", out _) || root.TryGetProperty("defaults", out _)) return FileKind.Configuration;
        return CaseForm.Has(document) ? FileKind.Case : FileKind.Scenario;
    }
}
