using Harness.Wire.Frames;

namespace Harness.Wire;

/// <summary>How one connection behaves. Change it with <c>with</c>; share it freely.</summary>
public sealed record WireOptions
{
    public static WireOptions Default { get; } = new();

    /// <summary>The largest message taken, in bytes, fragments added up. Beyond it the peer is closed with 1009.</summary>
    public int MaxMessageBytes { get; init; } = 1 << 20;

    /// <summary>
    /// How many bytes may wait behind the write on its way before <see cref="SlowConsumer"/> applies. A single message larger than that still goes out
    /// when nothing else waits.
    /// </summary>
    public int OutboxBytes { get; init; } = 256 * 1024;

    /// <summary>How long a peer with a full outbox may take nothing at all before it counts as slow.</summary>
    public TimeSpan SlowAfter { get; init; } = TimeSpan.FromSeconds(2);

    public SlowConsumerPolicy SlowConsumer { get; init; } = SlowConsumerPolicy.Disconnect;

    /// <summary>How long the peer may take to answer our close frame, and how long our last bytes may take to leave.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a failed connection still reads and drops what arrives, so that the peer gets our close frame and not a reset
    /// (a socket closed over unread bytes resets).
    /// </summary>
    public TimeSpan LingerTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a ping is answered from the start; see <see cref="WireConnection.AnswerPings"/>.</summary>
    public bool AnswerPings { get; init; } = true;

    /// <summary>Where the client role takes its masks from. A server never asks.</summary>
    public IMaskSource Masks { get; init; } = RandomMasks.Instance;

    /// <summary>Throws an <see cref="InvalidOperationException"/> that names every setting out of range.</summary>
    public WireOptions Validated()
    {
        var errors = new List<string>();
        if (MaxMessageBytes < 125) errors.Add($"{nameof(MaxMessageBytes)} must be at least 125, but is {MaxMessageBytes}");
        if (OutboxBytes < 1) errors.Add($"{nameof(OutboxBytes)} must be at least 1, but is {OutboxBytes}");
        if (SlowAfter < TimeSpan.Zero) errors.Add($"{nameof(SlowAfter)} must not be negative, but is {SlowAfter}");
        if (CloseTimeout <= TimeSpan.Zero) errors.Add($"{nameof(CloseTimeout)} must be positive, but is {CloseTimeout}");
        if (LingerTimeout <= TimeSpan.Zero) errors.Add($"{nameof(LingerTimeout)} must be positive, but is {LingerTimeout}");
        return errors.Count == 0 ? this : throw new InvalidOperationException("Wire options: " + string.Join("; ", errors) + ".");
    }
}
