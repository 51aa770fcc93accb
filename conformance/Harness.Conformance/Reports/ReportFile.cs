namespace Harness.Conformance.Reports;

/// <summary>A report that was asked for with <c>--report KIND=FILE</c>.</summary>
public sealed record ReportFile(string Kind, string Path)
{
    public static IReadOnlyList<string> Kinds { get; } = ["json", "ndjson", "junit", "md"];

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

    /// <summary>The file for another protocol's report of the same run: <c>report.json</c> becomes <c>report-odin.json</c>.</summary>
    public ReportFile ForProtocol(string slug) => this with
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path) ?? "", $"{System.IO.Path.GetFileNameWithoutExtension(Path)}-{slug}{System.IO.Path.GetExtension(Path)}"),
    };

    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(RunReport report)
    {
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        using var stream = new FileStream(Path, FileMode.Create, FileAccess.Write);
        switch (Kind)
        {
            case "json":
                JsonReport.Write(stream, report);
                break;
            case "ndjson":
                JsonReport.WriteLines(stream, report);
                break;
            case "junit":
                JunitReport.Write(stream, report);
                break;
            default:
                using (var writer = new StreamWriter(stream)) MarkdownReport.Write(writer, report);
                break;
        }
    }
}
