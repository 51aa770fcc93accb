using System.Numerics;

namespace Harness.Mocks.Scripting.Choosing;

/// <summary>A set of rules, one bit each, by their place in a table.</summary>
internal static class RuleMarks
{
    /// <summary>How many words so many rules need.</summary>
    public static int Words(int rules) => (rules + 63) / 64;

    public static void Set(Span<ulong> marks, int rule) => marks[rule >> 6] |= 1UL << (rule & 63);

    public static void Add(Span<ulong> marks, ReadOnlySpan<ulong> others)
    {
        for (var i = 0; i < marks.Length; i++) marks[i] |= others[i];
    }

    /// <summary>The first marked rule at or after a place; -1 where there is none.</summary>
    public static int Next(ReadOnlySpan<ulong> marks, int from)
    {
        var word = from >> 6;
        if (word >= marks.Length) return -1;
        var rest = marks[word] & (ulong.MaxValue << (from & 63));
        while (rest == 0)
        {
            if (++word == marks.Length) return -1;
            rest = marks[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(rest);
    }
}
