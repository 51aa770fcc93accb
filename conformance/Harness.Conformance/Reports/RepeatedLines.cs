using System.Globalization;

namespace Harness.Conformance.Reports;

/// <summary>What a program says again and again is worth a line and a number.</summary>
internal static class RepeatedLines
{
    /// <summary>The lines of a text; one that follows itself stands once, with how often.</summary>
    public static IEnumerable<string> Fold(string text)
    {
        string? last = null;
        var times = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line != last && last is not null) yield return Shown(last, times);
            times = line == last ? times + 1 : 1;
            last = line;
        }

        yield return Shown(last!, times);
    }

    private static string Shown(string line, int times) => times == 1 ? line : string.Create(CultureInfo.InvariantCulture, $"{line} ({times} times)");
}
