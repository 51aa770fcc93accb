namespace Harness.Conformance.Mutants;

/// <summary>What a client that takes every feed for an even one leaves it for: each looks at a message and at the one before it.</summary>
internal static class FeedGrudge
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(1.5);

    public static bool Delay(Heard? before, Heard now) => now.At - now.Stamp > Late;

    public static bool Pause(Heard? before, Heard now) => now.At - before?.At > Long;

    public static bool Repetition(Heard? before, Heard now) => now.Text == before?.Text;

    public static bool Disorder(Heard? before, Heard now) => now.Stamp < before?.Stamp;

    public static bool Hole(Heard? before, Heard now) => now.At - before?.At > Overdue;
}
