namespace Harness.Compare.Reports;

/// <summary>A table for a README, its columns in line.</summary>
internal sealed class MarkdownTable(params string[] heads)
{
    private readonly List<string[]> _rows = [heads];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Write(TextWriter output)
    {
        var widths = heads.Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        for (var row = 0; row < _rows.Count; row++)
        {
            output.WriteLine($"| {string.Join(" | ", _rows[row].Select((cell, column) => cell.PadRight(widths[column])))} |");
            if (row == 0) output.WriteLine($"|{string.Join('|', widths.Select(width => new string('-', width + 2)))}|");
        }

        output.WriteLine();
    }
}
