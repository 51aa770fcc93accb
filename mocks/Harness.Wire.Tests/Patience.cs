namespace Harness.Wire.Tests;

/// <summary>Every wait of these tests has a deadline in real time that names what it waited for.</summary>
internal static class Patience
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static async Task InTime(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(Deadline, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException e) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Waited {Deadline.TotalSeconds} s for {what}.", e);
        }
    }

    public static async Task<T> InTime<T>(this Task<T> task, string what)
    {
        await ((Task)task).InTime(what);
        return await task;
    }

    public static Task InTime(this ValueTask task, string what) => task.AsTask().InTime(what);

    public static Task<T> InTime<T>(this ValueTask<T> task, string what) => task.AsTask().InTime(what);

    /// <summary>Waits for a condition that something else makes true.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Deadline) throw new TimeoutException($"Waited {Deadline.TotalSeconds} s for {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
