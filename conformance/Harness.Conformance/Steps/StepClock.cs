using Harness.Wire.Time;

namespace Harness.Conformance.Steps;

/// <summary>Waits on whichever clock a run lives on: real time passes by itself, a manual clock is moved whenever the wire is quiet.</summary>
internal sealed class StepClock(TimeProvider time)
{
    /// <summary>Only there to be waited on: it is never longer than a case.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time => time;

    /// <summary>Since the run began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>Waits until <paramref name="signal"/> completes or so much time has passed, whichever is first.</summary>
    public async Task WaitAsync(Task signal, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (limit <= TimeSpan.Zero || signal.IsCompleted) return;
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = time.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), passed, limit, Timeout.InfiniteTimeSpan);
        var either = Task.WhenAny(signal, passed.Task);
        if (time is ManualClock manual) await manual.AdvanceWhenQuietAsync(either, limit + Slack, "the next step of a case", cancellationToken);
        else await either.WaitAsync(cancellationToken);
    }
}
