namespace Harness.Cli;

/// <summary>The moment at which somebody asks a command to finish.</summary>
internal static class Stop
{
    public static async Task RequestedAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => stopped.TrySetResult());
        await stopped.Task;
    }
}
