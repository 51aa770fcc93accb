namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Tells milliseconds since the epoch from seconds and microseconds, which are a thousand times off.</summary>
internal static class EpochMillis
{
    // 2001 to 2100, in milliseconds.
    public static bool IsPlausible(decimal value) => value is >= 1_000_000_000_000m and <= 4_102_444_800_000m;
}
