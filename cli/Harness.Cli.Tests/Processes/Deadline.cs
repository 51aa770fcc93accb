namespace Harness.Cli.Tests.Processes;

/// <summary>Waits that end, and say what they waited for.</summary>
internal static class Deadline
{
    /// <summary>Ample for a child process on a busy machine: only a test that fails waits so long.</summary>
    public static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    /// <exception cref="TimeoutException">It did not happen in time; the message holds <paramref name="what"/> and <paramref name="context"/>.</exception>
    public static async Task<T> OrFailAsync<T>(this Task<T> task, string what, Func<string> context, TimeSpan? within = null)
    {
        var patience = within ?? Ample;
        try
        {
            return await task.WaitAsync(patience, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"waited {patience.TotalSeconds} s for {what}; so far:{Environment.NewLine}{context()}", late);
        }
    }
}
