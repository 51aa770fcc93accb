using Harness.Load;

namespace Harness.Cli.Loading;

/// <summary>A file of credentials: a head that names the columns, then one client a line. Values hold no commas.</summary>
internal static class CredentialFile
{
    private static readonly string[] Columns = ["username", "password", "api_key", "api_secret"];

    /// <summary>Reads it; adds every problem with its line.</summary>
    public static IReadOnlyList<LoadCredential> Read(string path, Action<string> problem)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            problem($"expected a file that can be read: {wrong.Message}");
            return [];
        }

        return Read(path, lines, problem);
    }

    private static List<LoadCredential> Read(string path, string[] lines, Action<string> problem)
    {
        var credentials = new List<LoadCredential>();
        var head = lines.Length == 0 ? [] : Split(lines[0]);
        if (head.Length == 0 || !head.All(Columns.Contains))
        {
            problem($"{path}:1: expected a head of columns from {string.Join(", ", Columns)}, got '{(lines.Length == 0 ? "" : lines[0])}'");
            return credentials;
        }

        foreach (var (at, line) in lines.Index().Skip(1).Where(row => row.Item.Trim().Length > 0))
        {
            var cells = Split(line);
            // The line itself holds a password: it is counted, not shown.
            if (cells.Length != head.Length) problem(FormattableString.Invariant($"{path}:{at + 1}: expected {head.Length} values, got {cells.Length}"));
            else credentials.Add(new LoadCredential(Cell(head, cells, 0), Cell(head, cells, 1), Cell(head, cells, 2), Cell(head, cells, 3)));
        }

        if (lines.Length > 0 && credentials.Count == 0) problem($"{path}: expected at least one line behind the head, got none");
        return credentials;
    }

    private static string? Cell(string[] head, string[] cells, int column) => Array.IndexOf(head, Columns[column]) is >= 0 and var at ? cells[at] : null;

    private static string[] Split(string line) => line.Trim().TrimStart('\uFEFF').Split(',', StringSplitOptions.TrimEntries);
}
