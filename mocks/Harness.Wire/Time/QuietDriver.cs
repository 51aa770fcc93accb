namespace Harness.Wire.Time;

/// <summary>Moves a clock for those who wait for something: from timer to timer, whenever nothing else moves.</summary>
internal sealed class QuietDriver(QueuedClock clock)
{
    /// <summary>How long a step may take in real time when no timer is set that could bring it about.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // One at a time, in order: whoever's step has happened gets to see it before time moves on. It holds nothing that needs disposing.
    private readonly SemaphoreSlim _turn = new(1);

    public async Task WaitAsync(Task step, TimeSpan limit, string what, CancellationToken cancellationToken)
    {
        var end = clock.GetUtcNow() + limit;
        while (!step.IsCompleted)
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                if (!await MoveAsync(step, end, cancellationToken)) throw TooLate(what, limit);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    /// <summary>Moves time to the next timer, unless the step happens first; false if it cannot happen any more.</summary>
    private async Task<bool> MoveAsync(Task step, DateTimeOffset end, CancellationToken cancellationToken)
    {
        using var hold = await clock.HeldAsync(cancellationToken);
        await clock.Quiet.WaitAsync(cancellationToken);
        if (step.IsCompleted) return true;
        if (clock.NextDue is { } due && due <= end)
        {
            clock.AdvanceTo(due);
            return true;
        }

        if (clock.NextDue is null)
        {
            // Something outside the in-memory wire may still bring it about, in its own time.
            await Task.WhenAny(step, Task.Delay(Patience, TimeProvider.System, cancellationToken));
            return step.IsCompleted || clock.NextDue is not null;
        }

        clock.AdvanceTo(end);
        await clock.Quiet.WaitAsync(cancellationToken);
        return step.IsCompleted;
    }

    private TimeoutException TooLate(string what, TimeSpan limit) => clock.NextDue is { } due
        ? new($"Waited {limit} of virtual time for {what}, and it did not happen; it is {clock.GetUtcNow():O}, and the next timer is due at {due:O}.")
        : new($"Waited for {what}, but nothing moves and no timer is set that could bring it about; it is {clock.GetUtcNow():O}.");
}
