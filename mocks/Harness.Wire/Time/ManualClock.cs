namespace Harness.Wire.Time;

/// <summary>
/// A clock that stands still until it is moved. Timers fire on the thread that moves it, in the order in which they are due, with the clock at each
/// one's instant. The local time zone is UTC.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    /// <param name="quiet">The tracker that the in-memory connections of this clock share; a new one by default.</param>
    public ManualClock(DateTimeOffset start, QuietTracker? quiet = null) => throw new NotSupportedException();

    public DateTimeOffset Start => throw new NotSupportedException();

    /// <summary>Tells when nothing moves; give it to every in-memory connection that lives on this clock.</summary>
    public QuietTracker Quiet => throw new NotSupportedException();

    /// <summary>When the next timer fires, or null if none is set.</summary>
    public DateTimeOffset? NextDue => throw new NotSupportedException();

    public override DateTimeOffset GetUtcNow() => throw new NotSupportedException();

    /// <summary>Moves time on, firing every timer on the way. Nobody gets a chance to answer in between: see <see cref="AdvanceQuietlyAsync"/>.</summary>
    public void Advance(TimeSpan by) => throw new NotSupportedException();

    /// <summary>Moves time on to an instant; does nothing if it has passed.</summary>
    public void AdvanceTo(DateTimeOffset instant) => throw new NotSupportedException();

    /// <summary>Moves time on from timer to timer, and waits for quiet before each and at the end.</summary>
    public Task AdvanceQuietlyAsync(TimeSpan by, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>
    /// Waits for a step, moving time from timer to timer whenever nothing else moves. Several steps may be waited for at once.
    /// </summary>
    /// <param name="step">What is waited for; its result or exception is the caller's to collect.</param>
    /// <param name="limit">How much virtual time it may take.</param>
    /// <param name="what">What is waited for, in words for the error.</param>
    /// <exception cref="TimeoutException">It did not happen within the limit, or no timer is left that could bring it about.</exception>
    public Task AdvanceWhenQuietAsync(Task step, TimeSpan limit, string what, CancellationToken cancellationToken) => throw new NotSupportedException();
}
