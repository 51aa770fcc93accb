namespace Harness.Conformance.Mutants;

/// <summary>A clock that is slow by a fixed time: whoever lives by it believes that what has expired is still good.</summary>
internal sealed class LateClock(TimeProvider beneath, TimeSpan late) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => beneath.GetUtcNow() - late;

    public override long TimestampFrequency => beneath.TimestampFrequency;

    public override long GetTimestamp() => beneath.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => beneath.CreateTimer(callback, state, dueTime, period);
}
