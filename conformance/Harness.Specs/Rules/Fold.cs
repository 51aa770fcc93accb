namespace Harness.Specs.Rules;

/// <summary>
/// A rule at work on one session. It sees every frame in order, then the end; its state stays bounded however long the session runs. It never
/// looks at a clock: a moment at which nothing happens is asked for with <see cref="FindingSink.WakeAt"/>, computed from frame times, so
/// that a live session and its recording are judged alike.
/// </summary>
public abstract class Fold
{
    /// <summary>
    /// Whether a hole in the recording leaves this fold right about all other frames. Otherwise it is stopped there and its rule is INCONCLUSIVE.
    /// </summary>
    public virtual bool IgnoresGaps => false;

    /// <summary>
    /// How much of every moment that it waits for is room for slow machines, in microseconds, and not the document's own time: on a machine that is
    /// later than that, what <see cref="OnTime"/> finds is INCONCLUSIVE.
    /// </summary>
    public virtual long Room => 2_000_000;

    /// <param name="frame">Valid during the call only.</param>
    /// <param name="findings">Takes what there is to say.</param>
    public virtual void OnFrame(FrameView frame, FindingSink findings)
    {
    }

    /// <summary>A moment that was asked for has passed, and no frame came at or before it that has not been seen.</summary>
    /// <param name="now">The moment itself, in microseconds since the start, however late it is noticed.</param>
    /// <param name="findings">Takes what there is to say.</param>
    public virtual void OnTime(long now, FindingSink findings)
    {
    }

    /// <summary>Nobody looks at the wire any more.</summary>
    /// <param name="observedUntil">How long somebody did, in microseconds since the start.</param>
    /// <param name="findings">Takes what there is to say.</param>
    public virtual void End(long observedUntil, FindingSink findings)
    {
    }
}
