namespace Harness.Wire.Connections;

/// <summary>A gate that is open, or shut until somebody opens it.</summary>
internal sealed class StallGate
{
    private TaskCompletionSource? _shut;

    public bool IsShut => Volatile.Read(ref _shut) is not null;

    public void Shut() => Interlocked.CompareExchange(ref _shut, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);

    public void Open() => Interlocked.Exchange(ref _shut, null)?.TrySetResult();

    public Task PassAsync(CancellationToken cancellationToken) => Volatile.Read(ref _shut)?.Task.WaitAsync(cancellationToken) ?? Task.CompletedTask;
}
