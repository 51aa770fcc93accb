namespace Harness.Wire.Time;

/// <summary>How long, in real time, a <see cref="QuietTracker"/> waits for what it cannot see the end of, before it leaves it out of account.</summary>
/// <param name="Readers">For a reader that was given data and does not come back, though the pool is idle: it may be at work on a thread of its own.</param>
/// <param name="Workers">For a pool that is busy while nothing moves on the wire: with a long computation, or with a thread that somebody blocks.</param>
/// <param name="OwnsQueue">
/// What is queued on the pool is always waited for: it is work of those who wait, however slow the machine is. Otherwise a pool that others keep busy
/// for ever would hold everybody up.
/// </param>
public sealed record QuietPatience(TimeSpan Readers, TimeSpan Workers, bool OwnsQueue)
{
    /// <summary>For a process that others live in as well.</summary>
    public static QuietPatience Shared { get; } = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromSeconds(1), OwnsQueue: false);

    /// <summary>For runs that have the process to themselves, and read on the pool alone.</summary>
    public static QuietPatience Alone { get; } = new(TimeSpan.Zero, TimeSpan.FromSeconds(5), OwnsQueue: true);
}
