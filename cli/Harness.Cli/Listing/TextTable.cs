namespace Harness.Cli.Listing;

/// <summary>Columns as wide as their widest cell, two spaces apart; the last one runs free. Made for reading and for <c>grep</c>.</summary>
internal static class TextTable
{
    public static void Write(TextWriter output, string[] headings, IEnumerable<string[]> rows)
    {
        string[][] lines = [[.. headings.Select(heading => heading.ToUpperInvariant())], .. rows];
        var widths = headings.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        foreach (var line in lines)
        {
            output.WriteLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
