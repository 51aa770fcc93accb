using Harness.Wire.Time;

namespace Harness.Conformance.Runs;

/// <summary>The clock of a case that is played within this process: it stands still until nothing moves on the wire, and begins when every market is open.</summary>
internal static class CaseClock
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    public static ManualClock Make() => new(Start, new QuietTracker(QuietPatience.Alone));
}
