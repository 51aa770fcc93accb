namespace Harness.Conformance.Reports;

/// <summary>A report that was asked for with <c>--report KIND=FILE</c>.</summary>
public sealed record ReportFile(string Kind, string Path)
{
    public static IReadOnlyList<string> Kinds { get; } = ["json", "ndjson", "junit", "md", "html"];

    /// <summary>Reads <c>KIND=FILE</c>; null with what was expected.</summary>
    public static ReportFile? Parse(string text, out string error)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var kind = equals < 0 ? text : text[..equals];
        error = "";
        if (!Kinds.Contains(kind)) error = $"'{text}': expected KIND=FILE with one of {string.Join(", ", Kinds)}, such as json=report.json";
        else if (equals < 0 || equals == text.Length - 1) error = $"'{text}': expected a file after {kind}=";
        return error.Length == 0 ? new ReportFile(kind, text[(equals + 1)..]) : null;
    }

    /// <summary>Makes the file, and its folder where that is missing.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public FileStream Create()
    {
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        return new FileStream(Path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    public override string ToString() => $"{Kind}={Path}";
}
