namespace Harness.Clients.Connections;

/// <summary>How long a client waits between attempts to connect: exponential growth with jitter, up to a limit.</summary>
public sealed record BackoffOptions
{
    /// <summary>The wait before the first attempt after a loss.</summary>
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What each further wait is multiplied by, at least 1.</summary>
    public double Factor { get; init; } = 2;

    /// <summary>No wait is longer than this, jitter included.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The share by which a wait may be shorter or longer, from 0 up to 1 (0.2 is ±20 %): clients cut off together come back apart.
    /// </summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>
    /// A connection that delivered data and lived this long counts as a success, and the next loss starts at
    /// <see cref="InitialDelay"/> again. A server that accepts, greets and drops is therefore not hammered.
    /// </summary>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Seeds the jitter, so that a run can be repeated; null takes a random seed.</summary>
    public int? Seed { get; init; }

    internal IEnumerable<string> Problems()
    {
        if (InitialDelay <= TimeSpan.Zero)
            yield return $"Backoff.InitialDelay must be positive, but was {InitialDelay}.";
        if (!(Factor >= 1))
            yield return $"Backoff.Factor must be at least 1, but was {Factor}.";
        if (MaxDelay < InitialDelay)
            yield return $"Backoff.MaxDelay must not be below InitialDelay ({InitialDelay}), but was {MaxDelay}.";
        if (!(Jitter is >= 0 and < 1))
            yield return $"Backoff.Jitter must be from 0 up to 1, but was {Jitter}.";
        if (ResetAfter < TimeSpan.Zero)
            yield return $"Backoff.ResetAfter must not be negative, but was {ResetAfter}.";
    }
}
