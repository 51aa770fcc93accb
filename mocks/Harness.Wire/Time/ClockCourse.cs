namespace Harness.Wire.Time;

/// <summary>A stretch of a <see cref="SteeredClock"/>'s time over which nothing about it changes. Immutable, so that it is read without a lock.</summary>
/// <param name="Beneath">The clock that drives it.</param>
/// <param name="Origin">Timestamp beneath at which the stretch began.</param>
/// <param name="At">Ticks that the clock had run by then.</param>
/// <param name="Speed">Its seconds per second beneath; 0 while it stands still.</param>
internal sealed record ClockCourse(TimeProvider Beneath, long Origin, long At, double Speed)
{
    /// <summary>Ticks that the clock has run.</summary>
    public long Ticks => Speed switch
    {
        0 => At,
        1 => At + Beneath.GetElapsedTime(Origin).Ticks,
        _ => At + (long)(Beneath.GetElapsedTime(Origin).Ticks * Speed),
    };

    /// <summary>The stretch after this one, from now on.</summary>
    public ClockCourse Then(double speed, long? at = null) => new(Beneath, Beneath.GetTimestamp(), at ?? Ticks, speed);
}
