namespace Harness.Conformance.Runs.KnownFailures;

/// <summary>What changed between two texts, line by line, as people know it: <c>-</c> for what went, <c>+</c> for what came.</summary>
public static class LineDifference
{
    public static IEnumerable<string> Of(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var same = Longest(old, now);
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                yield return $"  {old[i++]}";
                j++;
            }
            else if (j >= now.Length || (i < old.Length && same[i + 1, j] >= same[i, j + 1]))
            {
                yield return $"- {old[i++]}";
            }
            else
            {
                yield return $"+ {now[j++]}";
            }
        }
    }

    /// <summary>How many lines two endings have in common, in order.</summary>
    private static int[,] Longest(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--) common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
