namespace Harness.Clients.Sessions;

/// <summary>The connection in use, for those who have to wait until there is one.</summary>
internal sealed class Readiness<TConnection>
    where TConnection : class
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<TConnection> _current = New();

    /// <summary>The connection in use, once there is one; the reason where the session has ended.</summary>
    public async Task<TConnection> WaitAsync(CancellationToken cancellationToken)
    {
        Task<TConnection> current;
        lock (_gate)
            current = _current.Task;
        return await current.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Set(TConnection connection)
    {
        lock (_gate)
            _current.TrySetResult(connection);
    }

    /// <summary>This one is of no use any more; if another is in use already, that one stays.</summary>
    public void Reset(TConnection connection)
    {
        lock (_gate)
        {
            if (_current.Task.IsCompletedSuccessfully && ReferenceEquals(_current.Task.Result, connection))
                _current = New();
        }
    }

    /// <summary>There will never be one again.</summary>
    public void End(Exception reason)
    {
        lock (_gate)
        {
            if (_current.Task.IsCompleted)
                _current = New();
            _current.TrySetException(reason);
            // Nobody may be waiting, and that is no unobserved failure.
            _ = _current.Task.Exception;
        }
    }

    private static TaskCompletionSource<TConnection> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
