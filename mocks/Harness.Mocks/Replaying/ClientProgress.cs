namespace Harness.Mocks.Replaying;

/// <summary>How many messages the client of a replay has sent, and somebody who waits for the next.</summary>
internal sealed class ClientProgress
{
    private readonly Lock _gate = new();
    private readonly List<ReadOnlyMemory<byte>> _messages = [];
    private int _taken;
    private TaskCompletionSource? _waiting;

    public void Add(ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            _messages.Add(message.ToArray());
            _waiting?.TrySetResult();
            _waiting = null;
        }
    }

    /// <summary>The next message; null when none comes in time.</summary>
    /// <param name="patience">How long to wait; infinite for ever.</param>
    public async Task<ReadOnlyMemory<byte>?> NextAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task waiting;
            lock (_gate)
            {
                if (_taken < _messages.Count)
                {
                    var message = _messages[_taken];
                    _messages[_taken++] = default;
                    return message;
                }

                waiting = (_waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            try
            {
                await waiting.WaitAsync(patience, time, cancellationToken);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }
    }
}
