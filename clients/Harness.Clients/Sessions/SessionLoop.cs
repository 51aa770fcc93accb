using System.Text.Json;
using Harness.Clients.Connections;

namespace Harness.Clients.Sessions;

/// <summary>Keeps a session alive in the background: connects, lets its handler establish itself, reads, and again after each loss.</summary>
internal sealed class SessionLoop(
    ConnectionOptions options, Uri endpoint, Func<CancellationToken, Task<MessageSocket>> connect, ISessionHandler handler, string? secret = null)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly Reconnector _reconnector = new(options);
    private readonly SkippedMessages _skipped = new(options, secret);
    private Task _running = Task.CompletedTask;
    private int _disposed;

    public void Start() => _running = RunAsync();

    /// <summary>Leaves with a close handshake.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _leaving.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _leaving.Dispose();
    }

    /// <summary>Never throws: the handler is told how it ended.</summary>
    private async Task RunAsync()
    {
        try
        {
            await _reconnector.RunAsync(RunConnectionAsync, _leaving.Token).ConfigureAwait(false);
            handler.Ended(null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            handler.Ended(null);
        }
        catch (Exception end)
        {
            handler.Ended(end);
        }
    }

    private async ValueTask RunConnectionAsync(CancellationToken cancellationToken)
    {
        try
        {
            Report(new Connecting(Now, endpoint));
            var socket = await connect(cancellationToken).ConfigureAwait(false);
            await using var _ = socket.ConfigureAwait(false);
            Report(new Connected(Now));
            await ConverseAsync(socket, cancellationToken).ConfigureAwait(false);
        }
        catch (HandshakeRefusedException refused) when (refused.IsTransient)
        {
            Report(new Disconnected(Now, null, refused.Message));
            throw new ConnectionLostException(refused.Message, refused);
        }
        catch (ConnectionLostException lost)
        {
            Report(new Disconnected(Now, lost.CloseCode, lost.CloseCode is null ? lost.Message : lost.Reason));
            throw;
        }
    }

    private async Task ConverseAsync(MessageSocket socket, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var leave = cancellationToken.UnsafeRegister(static socket => ((MessageSocket)socket!).Leave(), socket);
        var establishing = EstablishAsync(socket, over.Token);
        try
        {
            await ReadAsync(socket, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectionLostException lost)
        {
            handler.Lost(socket, lost);
            throw;
        }
        finally
        {
            handler.Lost(socket, new ConnectionLostException("The connection was left."));
            await over.CancelAsync().ConfigureAwait(false);
            await establishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        // Reading ended without a loss, so this side has left: the caller, establishing, which says why, or whoever found it useless.
        cancellationToken.ThrowIfCancellationRequested();
        if (establishing.IsFaulted)
            await establishing.ConfigureAwait(false);
        throw new ConnectionLostException("The connection was of no use any more: a request was not answered, or has to be made anew.");
    }

    private async Task EstablishAsync(MessageSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            await handler.EstablishAsync(socket, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            socket.Leave();
            throw;
        }
    }

    private async Task ReadAsync(MessageSocket socket, CancellationToken cancellationToken)
    {
        while (await socket.ReceiveAsync().ConfigureAwait(false) is { } received)
        {
            if (!received.IsText)
            {
                _skipped.Add("Expected a text message, but it was binary.", received.Content.Span);
                continue;
            }
            try
            {
                if (await handler.ReceivedAsync(socket, received.Content, cancellationToken).ConfigureAwait(false))
                    _reconnector.DataArrived();
            }
            catch (JsonException problem)
            {
                _skipped.Add(problem.Message, received.Content.Span);
            }
        }
    }

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    private void Report(ConnectionEvent happened) => options.OnEvent?.Invoke(happened);
}
