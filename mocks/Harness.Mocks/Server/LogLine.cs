using System.Globalization;
using System.Text;

namespace Harness.Mocks.Server;

/// <summary>
/// One entry of a log as one line. A text may repeat what a peer sent, so that nothing in it may end the line, steer a terminal or fill the screen.
/// A fault of our own keeps the lines of its trace: all but the first stand back, so that none of them looks like an entry.
/// </summary>
internal static class LogLine
{
    /// <summary>Longest line, in UTF-16 characters, before the mark that something is missing.</summary>
    private const int Longest = 500;

    private const int MostTraceLines = 60;

    /// <summary><c>12:30:05.123 ht-tse 4: closed with 1008 invalid token</c>, UTC.</summary>
    public static string Of(MockLogEntry entry)
    {
        var connection = entry.Connection is null ? "" : " " + entry.Connection;
        var head = string.Create(CultureInfo.InvariantCulture, $"{entry.At.UtcDateTime:HH:mm:ss.fff} {Mark(entry.Level)}{entry.Source}{connection}: ");
        if (entry.Level != MockLogLevel.Error) return Line(head, entry.Text);

        var lines = entry.Text.ReplaceLineEndings("\n").Split('\n').Take(MostTraceLines);
        return string.Join(Environment.NewLine, lines.Select((line, index) => Line(index == 0 ? head : "    ", line)));
    }

    private static string Line(string head, string text)
    {
        var line = new StringBuilder(head);
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = IsHarmless(rune) ? rune.ToString() : Escaped(rune);
            if (line.Length + piece.Length > Longest) return line.Append('…').ToString();
            line.Append(piece);
        }

        return line.ToString();
    }

    private static string Mark(MockLogLevel level) => level == MockLogLevel.Error ? "ERROR " : "";

    /// <summary>Not so: control characters, what ends a line, and what is not seen but changes what is (such as a change of direction).</summary>
    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Escaped(Rune rune) => rune.Value switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        _ => string.Create(CultureInfo.InvariantCulture, $@"\u{rune.Value:x4}"),
    };
}
