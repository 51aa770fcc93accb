namespace Harness.Wire.Time;

/// <summary>What a <see cref="SteeredClock"/> was made for.</summary>
public enum ClockKind
{
    /// <summary>Shows the time of the clock beneath, until somebody steers it.</summary>
    Real,

    /// <summary>Starts where, or runs as fast, as it was told.</summary>
    Virtual,

    /// <summary>Stands still until it is moved.</summary>
    Manual,
}
