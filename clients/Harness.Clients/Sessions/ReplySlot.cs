using Harness.Clients.Connections;

namespace Harness.Clients.Sessions;

/// <summary>One request at a time, for protocols whose answers carry no number of what they answer.</summary>
internal sealed class ReplySlot<TReply>(TimeProvider clock, TimeSpan timeout) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Pending? _pending;

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <param name="what">Names the request in an error.</param>
    /// <param name="send">Puts it on the wire.</param>
    /// <param name="accept">
    /// Takes the answer; false for one that came too late for another request. Runs on the reading side, before anything later is read.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ConnectionLostException">The connection broke before the answer, or no answer came in time.</exception>
    public async Task<TReply> RequestAsync(
        string what, Func<ValueTask> send, Func<TReply, bool> accept, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var pending = new Pending(accept);
            _pending = pending;
            await send().ConfigureAwait(false);
            return await pending.Answer.Task.WaitAsync(timeout, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException late)
        {
            throw new ConnectionLostException($"The server did not answer {what} within {timeout}.", late);
        }
        finally
        {
            _pending = null;
            _turn.Release();
        }
    }

    /// <summary>False when nobody waits for it.</summary>
    public bool TryAnswer(TReply reply) => _pending is { } pending && pending.Accept(reply) && pending.Answer.TrySetResult(reply);

    /// <summary>There will be no answer.</summary>
    public void Fail(Exception reason) => _pending?.Answer.TrySetException(reason);

    public void Dispose() => _turn.Dispose();

    private sealed class Pending(Func<TReply, bool> accept)
    {
        public Func<TReply, bool> Accept { get; } = accept;

        public TaskCompletionSource<TReply> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
