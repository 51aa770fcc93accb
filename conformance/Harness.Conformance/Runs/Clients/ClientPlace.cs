using Harness.Wire.Time;

namespace Harness.Conformance.Runs.Clients;

/// <summary>Where client and mock meet: on a port in real time, or within the process on a clock that is moved.</summary>
/// <param name="Clock">Makes the clock of one case; null for real time and a port.</param>
internal sealed record ClientPlace(Func<ManualClock>? Clock)
{
    public static ClientPlace Port { get; } = new((Func<ManualClock>?)null);

    /// <summary>No port and no real time: for clients of this process.</summary>
    public static ClientPlace InProcess { get; } = new(CaseClock.Make);

    public TimeProvider MakeClock() => Clock?.Invoke() ?? TimeProvider.System;
}
