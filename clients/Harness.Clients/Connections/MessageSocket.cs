using System.Net;
using System.Net.WebSockets;

namespace Harness.Clients.Connections;

/// <summary>
/// A <see cref="ClientWebSocket"/> that deals in whole messages, and that is left with a close handshake instead of a cut:
/// cancelling a pending receive would abort the socket, so leaving sends the close frame beside it and lets the receive run out.
/// </summary>
internal sealed class MessageSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly ConnectionOptions _options;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private byte[] _buffer = new byte[16 * 1024];
    private Task _leaving = Task.CompletedTask;
    private ITimer? _closeTimer;
    private volatile bool _left;

    private MessageSocket(ClientWebSocket socket, ConnectionOptions options)
    {
        _socket = socket;
        _options = options;
    }

    /// <exception cref="HandshakeRefusedException">The server answered with another status than 101.</exception>
    /// <exception cref="ConnectionLostException">No connection came about, or not in time.</exception>
    public static async Task<MessageSocket> ConnectAsync(
        Uri uri, HttpMessageInvoker invoker, ConnectionOptions options, string? authorization, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.KeepAliveInterval = options.KeepAliveInterval;
        socket.Options.KeepAliveTimeout = options.KeepAliveTimeout > TimeSpan.Zero ? options.KeepAliveTimeout : Timeout.InfiniteTimeSpan;
        if (authorization is not null)
            socket.Options.SetRequestHeader("Authorization", authorization);
        using var deadline = new Deadline(options.ConnectTimeout, options.TimeProvider, cancellationToken);
        try
        {
            await socket.ConnectAsync(uri, invoker, deadline.Token).ConfigureAwait(false);
            return new MessageSocket(socket, options);
        }
        catch (Exception failure)
        {
            HttpStatusCode status = socket.HttpStatusCode;
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.Token.IsCancellationRequested)
                throw new ConnectionLostException($"No handshake with {uri.Authority} within {options.ConnectTimeout}.", failure);
            if (failure is not WebSocketException)
                throw;
            if (status is not (default(HttpStatusCode) or HttpStatusCode.SwitchingProtocols))
                throw new HandshakeRefusedException((int)status, failure);
            throw new ConnectionLostException($"No connection to {uri.Authority}: {(failure.InnerException ?? failure).Message}", failure);
        }
    }

    /// <summary>The next message; null once the close handshake that <see cref="Leave"/> began is over.</summary>
    /// <exception cref="ConnectionLostException">The server closed, the connection broke, or a message was too long.</exception>
    public async ValueTask<Received?> ReceiveAsync()
    {
        try
        {
            for (int length = 0; ;)
            {
                var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                    return await CloseReceivedAsync().ConfigureAwait(false);
                if (_left)
                    continue;
                length += part.Count;
                if (length > _options.MaxMessageBytes)
                    throw await TooLongAsync().ConfigureAwait(false);
                if (part.EndOfMessage)
                    return new(part.MessageType == WebSocketMessageType.Text, _buffer.AsMemory(0, length));
                Reserve(length);
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            if (_left)
                return null;
            throw new ConnectionLostException($"The connection broke without a close frame: {failure.Message}", failure);
        }
    }

    /// <summary>Sends one text message; calls from several sides queue up.</summary>
    /// <exception cref="ConnectionLostException">The connection broke.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Cancelling a send aborts the whole socket, so a send once begun runs to its end or to the socket's.
            await _socket.SendAsync(utf8, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsGone(failure))
        {
            throw new ConnectionLostException($"Sending failed: {failure.Message}", failure);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Begins the close handshake; a pending <see cref="ReceiveAsync"/> ends with it, or with the close timeout.</summary>
    public void Leave()
    {
        if (!_left)
            _leaving = CloseAsync(WebSocketCloseStatus.NormalClosure, null);
    }

    /// <summary>The server has said that it will close: if it does not, the connection is cut after the close timeout.</summary>
    public void ExpectClose() => StartCloseTimer();

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
            Leave();
        await _leaving.ConfigureAwait(false);
        if (_socket.State == WebSocketState.CloseSent)
            await ReceiveAsync().ConfigureAwait(false);
        if (_closeTimer is { } timer)
            await timer.DisposeAsync().ConfigureAwait(false);
        _socket.Dispose();
        _sending.Dispose();
    }

    private static bool IsGone(Exception failure) =>
        failure is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private async Task<Received?> CloseReceivedAsync()
    {
        if (_left)
            return null;
        var code = _socket.CloseStatus ?? WebSocketCloseStatus.Empty;
        await CloseAsync(code, null).ConfigureAwait(false);
        throw code == WebSocketCloseStatus.Empty
            ? new ConnectionLostException(null, "The server closed the connection without a code.")
            : new ConnectionLostException((int)code, _socket.CloseStatusDescription ?? "");
    }

    private async Task<ConnectionLostException> TooLongAsync()
    {
        await CloseAsync(WebSocketCloseStatus.MessageTooBig, "message too big").ConfigureAwait(false);
        return new ConnectionLostException(
            $"A message was longer than {_options.MaxMessageBytes} bytes (MaxMessageBytes); the connection was closed with 1009.");
    }

    /// <summary>Sends a close frame, and cuts the connection if it is not over after the close timeout. Never throws.</summary>
    private async Task CloseAsync(WebSocketCloseStatus code, string? reason)
    {
        _left = true;
        StartCloseTimer();
        await _sending.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await _socket.CloseOutputAsync(code, reason, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsGone(failure))
        {
            // The other side is gone already: nobody is left to tell.
        }
        finally
        {
            _sending.Release();
        }
    }

    private void StartCloseTimer() => _closeTimer ??= _options.TimeProvider.CreateTimer(
        static socket => ((ClientWebSocket)socket!).Abort(), _socket, _options.CloseTimeout, Timeout.InfiniteTimeSpan);

    private void Reserve(int length)
    {
        if (length == _buffer.Length)
            Array.Resize(ref _buffer, (int)Math.Min(2L * length, Math.Max(_options.MaxMessageBytes, length) + 1L));
    }
}
