namespace Harness.Mocks.Server;

/// <summary>Tells whoever waits that something has happened; costs next to nothing while nobody does.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource? _next;

    /// <summary>Completes at the next beat. Take it before looking, so that nothing is missed in between.</summary>
    public Task Next
    {
        get
        {
            var fresh = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _next, fresh, null) ?? fresh).Task;
        }
    }

    public void Beat()
    {
        if (Volatile.Read(ref _next) is not null) Interlocked.Exchange(ref _next, null)?.TrySetResult();
    }

    /// <summary>Looks at once and after each beat, until there is something to see.</summary>
    /// <param name="look">Null for nothing yet.</param>
    /// <param name="within">Real time: the peer that is waited for lives in it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null if there was nothing within that time.</returns>
    public async Task<T?> UntilAsync<T>(Func<T?> look, TimeSpan within, CancellationToken cancellationToken)
        where T : class
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var next = Next;
            if (look() is { } seen) return seen;
            var left = within - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return null;
            try
            {
                await next.WaitAsync(left, TimeProvider.System, cancellationToken);
            }
            catch (TimeoutException)
            {
                return look();
            }
        }
    }
}
