namespace Harness.Load.Reports;

/// <summary>A report that was asked for with <c>--report KIND=FILE</c>.</summary>
public sealed record LoadReportFile(string Kind, string Path)
{
    private const string Judging = "a load run has figures and no cases";

    public static IReadOnlyList<string> Kinds { get; } = ["json", "md", "html"];

    /// <summary>Reads <c>KIND=FILE</c>; null with what was expected.</summary>
    public static LoadReportFile? Parse(string text, out string error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var kind = equals < 0 ? text : text[..equals];
        error = kind is "junit" or "ndjson" ? $"there is no {kind} of a load run, since {Judging}: expected one of {string.Join(", ", Kinds)}"
            : !Kinds.Contains(kind) ? $"expected KIND=FILE with one of {string.Join(", ", Kinds)}, such as json=load.json, got '{text}'"
            : equals < 0 || equals == text.Length - 1 ? $"expected a file after {kind}=, got '{text}'"
            : "";
        return error.Length == 0 ? new LoadReportFile(kind, text[(equals + 1)..]) : null;
    }

    /// <summary>Makes the file, and its folder where that is missing.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public FileStream Create()
    {
        if (System.IO.Path.GetDirectoryName(Path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        return new FileStream(Path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    public void Write(System.IO.Stream stream, LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(report);
        switch (Kind)
        {
            case "json":
                JsonReport.Write(stream, report);
                break;
            case "md":
                stream.Write(System.Text.Encoding.UTF8.GetBytes(MarkdownReport.Of(report)));
                break;
            default:
                stream.Write(System.Text.Encoding.UTF8.GetBytes(HtmlReport.Of(report)));
                break;
        }
    }
}
