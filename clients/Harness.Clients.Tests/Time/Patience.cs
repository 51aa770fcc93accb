namespace Harness.Clients.Tests.Time;

/// <summary>Every wait of a test has a deadline that names what it waited for.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task<T> Within<T>(this Task<T> task, string what)
    {
        try
        {
            return await task.WaitAsync(Limit, TimeProvider.System);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"Waited {Limit} for {what}.", late);
        }
    }

    public static async Task Within(this Task task, string what) =>
        await task.ContinueWith(async done => { await done; return true; }, TaskScheduler.Default).Unwrap().Within(what);

    public static Task<T> Within<T>(this ValueTask<T> task, string what) => task.AsTask().Within(what);
}
