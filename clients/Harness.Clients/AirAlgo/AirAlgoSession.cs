using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Harness.Clients.AirAlgo.Json;
using Harness.Clients.AirAlgo.Orders;
using Harness.Clients.AirAlgo.Payloads;
using Harness.Clients.AirAlgo.Tokens;
using Harness.Clients.Connections;
using Harness.Clients.Sessions;

namespace Harness.Clients.AirAlgo;

/// <summary>
/// The protocol on a connection: join with an access token, subscribe to everything again, then keep the heart beating, hand on data and
/// match answers to requests. The answers that matter carry no reference, so one request is open at a time; orders have their own desk.
/// </summary>
internal sealed class AirAlgoSession(AirAlgoOptions options, AccessTokens accessTokens, ChannelWriter<AirAlgoMessage> messages)
    : ISessionHandler, IDisposable
{
    private readonly ReplySlot<Frame> _reply = new(options.Connection.TimeProvider, options.RequestTimeout);
    private readonly Readiness<MessageSocket> _ready = new();
    private readonly OrderDesk _orders = new();
    private long _references;

    public TokenBook Book { get; } = new();

    public Task ReadyAsync(CancellationToken cancellationToken) => _ready.WaitAsync(cancellationToken);

    /// <summary>Returns once the server has answered, on whichever connection that is.</summary>
    public async Task RequestAsync(AirAlgoRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = await _ready.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await RequestAsync(socket, request, cancellationToken).ConfigureAwait(false);
                accessTokens.Accepted();
                return;
            }
            catch (AirAlgoException expired) when (expired.IsAboutTheToken)
            {
                accessTokens.Refused(expired);
                Abandon(socket);
            }
            catch (ConnectionLostException)
            {
                Abandon(socket);
            }
        }
    }

    /// <summary>Sends an order once, whatever happens then.</summary>
    public async Task<PlacedOrder> PlaceAsync(JsonElement payload, Func<OrderResponse, bool> matches, CancellationToken cancellationToken)
    {
        var socket = await _ready.WaitAsync(cancellationToken).ConfigureAwait(false);
        string reference = NextReference();
        var ticket = _orders.Open(reference, matches);
        try
        {
            await socket.SendAsync(AirAlgoFrames.Order(options.Topic, payload, reference), cancellationToken).ConfigureAwait(false);
            return await ticket.First.Task.WaitAsync(options.RequestTimeout, options.Connection.TimeProvider, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception silence) when (silence is TimeoutException or ConnectionLostException)
        {
            throw new OrderFateUnknownException($"The order was sent, and not answered: {silence.Message}", silence);
        }
        catch (AirAlgoException expired) when (expired.IsAboutTheToken)
        {
            // This order was refused and is not sent again, but the next one shall find a fresh token.
            accessTokens.Refused(expired);
            Abandon(socket);
            throw;
        }
        finally
        {
            _orders.Forget(ticket);
        }
    }

    public async Task EstablishAsync(MessageSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            string accessToken = await accessTokens.GetAsync(cancellationToken).ConfigureAwait(false);
            await RequestAsync(socket, new Join(accessToken), cancellationToken).ConfigureAwait(false);
            if (Book.All is { Count: > 0 } tokens)
                await RequestAsync(socket, new Subscribe(tokens, Book), cancellationToken).ConfigureAwait(false);
        }
        catch (AirAlgoException expired) when (expired.IsAboutTheToken)
        {
            accessTokens.Refused(expired);
            throw new ConnectionLostException(expired.Message, expired);
        }
        _ready.Set(socket);
        while (options.HeartbeatInterval > TimeSpan.Zero)
        {
            await Task.Delay(options.HeartbeatInterval, options.Connection.TimeProvider, cancellationToken).ConfigureAwait(false);
            // Its reply is not waited for: the document has no heartbeat, so a server need not know it.
            await socket.SendAsync(AirAlgoFrames.Heartbeat(NextReference()), cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<bool> ReceivedAsync(MessageSocket socket, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        var frame = AirAlgoMessages.Parse(text.Span);
        var message = frame.Event is "phx_reply" or "phx_close" or "phx_error" or "unsubscribe" ? null : AirAlgoMessages.Read(frame);
        bool isAnswer = _reply.TryAnswer(frame);
        if (message is null)
        {
            if (frame.Event is "phx_close" or "phx_error")
                socket.Leave();
            else if (!isAnswer && frame.Error() is { } error && !_orders.Refused(frame.Reference ?? "", error))
                options.Connection.OnEvent?.Invoke(new ServerReportedError(options.Connection.TimeProvider.GetUtcNow(), 0, error.Reason));
            return false;
        }
        accessTokens.Accepted();
        if (message.Payload is OrderResponse response)
            _orders.Responded(response);
        await messages.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public void Lost(MessageSocket socket, ConnectionLostException reason)
    {
        _ready.Reset(socket);
        _reply.Fail(reason);
        _orders.Lost(reason);
    }

    public void Ended(Exception? reason)
    {
        var end = reason ?? new ObjectDisposedException(nameof(AirAlgoClient));
        _ready.End(end);
        _orders.Ended(end);
        messages.TryComplete(reason);
    }

    public void Dispose() => _reply.Dispose();

    /// <summary>A connection that does not answer, or has to be joined anew. Until the loop has noticed, nobody else shall be handed it.</summary>
    private void Abandon(MessageSocket socket)
    {
        _ready.Reset(socket);
        socket.Leave();
    }

    private async Task RequestAsync(MessageSocket socket, AirAlgoRequest request, CancellationToken cancellationToken)
    {
        string reference = NextReference();
        var answer = await _reply.RequestAsync(
            request.Name,
            () => socket.SendAsync(request.Write(options.Topic, reference), cancellationToken),
            frame => request.Accept(frame, reference),
            cancellationToken).ConfigureAwait(false);
        if (answer.Error() is { } error)
            throw error;
    }

    private string NextReference() => Interlocked.Increment(ref _references).ToString(CultureInfo.InvariantCulture);
}
