using System.Text.Json;
using System.Threading.Channels;
using Harness.Clients.Connections;
using Harness.Clients.Sessions;
using Harness.Clients.Virtuoso.Json;

namespace Harness.Clients.Virtuoso;

/// <summary>
/// The protocol on a connection: authenticate, subscribe to everything again, then answer pings, hand on data and match answers to
/// requests. Answers carry no number, so one request is open at a time.
/// </summary>
internal sealed class VirtuosoSession(VirtuosoOptions options, ChannelWriter<VirtuosoMessage> messages) : ISessionHandler, IDisposable
{
    private readonly ReplySlot<VirtuosoReply> _reply = new(options.Connection.TimeProvider, options.RequestTimeout);
    private readonly Readiness<MessageSocket> _ready = new();
    private readonly SubscriptionBook _book = new();

    public Task ReadyAsync(CancellationToken cancellationToken) => _ready.WaitAsync(cancellationToken);

    /// <summary>Returns once the server has acknowledged it, on whichever connection that is.</summary>
    public async Task SubscribeAsync(VirtuosoSubscription subscription, CancellationToken cancellationToken)
    {
        while (!_book.Covers(subscription))
            await TryRequestAsync(new Subscribe(subscription, _book), cancellationToken).ConfigureAwait(false);
    }

    public async Task UnsubscribeAsync(VirtuosoSubscription subscription, CancellationToken cancellationToken)
    {
        while (!await TryRequestAsync(new Unsubscribe(subscription, _book), cancellationToken).ConfigureAwait(false))
        {
            // The connection was lost before the answer. The next one begins with this subscription, so it has to be asked again.
        }
    }

    public async Task EstablishAsync(MessageSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            await RequestAsync(socket, new Authenticate(options), cancellationToken).ConfigureAwait(false);
            foreach (var subscription in _book.All())
                await RequestAsync(socket, new Subscribe(subscription, _book), cancellationToken).ConfigureAwait(false);
            _ready.Set(socket);
        }
        catch (VirtuosoException busy) when (busy.IsTransient)
        {
            throw new ConnectionLostException(busy.Message, busy);
        }
    }

    public async ValueTask<bool> ReceivedAsync(MessageSocket socket, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        string happened = Read(text.Span, out var message);
        if (message is not null)
            await messages.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        else if (happened == "ping")
            await socket.SendAsync(VirtuosoRequests.Pong(Now), cancellationToken).ConfigureAwait(false);
        else if (happened == "close")
            socket.ExpectClose();
        return message is not null;
    }

    public void Lost(MessageSocket socket, ConnectionLostException reason)
    {
        _ready.Reset(socket);
        _reply.Fail(reason);
    }

    public void Ended(Exception? reason)
    {
        _ready.End(reason ?? new ObjectDisposedException(nameof(VirtuosoClient)));
        messages.TryComplete(reason);
    }

    public void Dispose() => _reply.Dispose();

    /// <summary>Data of a channel, or the name of what happened. Answers find their request here.</summary>
    private string Read(ReadOnlySpan<byte> text, out VirtuosoMessage? message)
    {
        var incoming = Incoming.Read(text);
        message = incoming.Channel is null ? null : VirtuosoMessageReader.Read(incoming);
        if (message is not null)
            return "";
        switch (incoming.Event)
        {
            case "authenticated" or "subscribed" or "unsubscribed":
                _reply.TryAnswer(new(incoming.Event, Channels(incoming), 0, ""));
                break;
            case "error" when !_reply.TryAnswer(new("error", [], incoming.Code, incoming.Message ?? "")):
                options.Connection.OnEvent?.Invoke(new ServerReportedError(Now, incoming.Code, incoming.Message ?? ""));
                break;
            case "error" or "ping" or "pong" or "close":
                break;
            default:
                throw new JsonException($"Expected data of a channel or a known event, but the event was '{incoming.Event}'.");
        }
        return incoming.Event;
    }

    private static IReadOnlyList<string> Channels(in Incoming incoming) =>
        incoming.Channels.IsEmpty ? [] : JsonSerializer.Deserialize(incoming.Channels, VirtuosoJson.Default.StringArray) ?? [];

    /// <summary>False when the connection was lost before the answer.</summary>
    private async Task<bool> TryRequestAsync(VirtuosoRequest request, CancellationToken cancellationToken)
    {
        var socket = await _ready.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await RequestAsync(socket, request, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConnectionLostException)
        {
            // A connection that does not answer is as good as lost; until the loop has noticed, nobody else shall be handed it.
            _ready.Reset(socket);
            socket.Leave();
            return false;
        }
    }

    private async Task RequestAsync(MessageSocket socket, VirtuosoRequest request, CancellationToken cancellationToken)
    {
        var reply = await _reply.RequestAsync(
            request.Action, () => socket.SendAsync(request.Write(), cancellationToken), request.Accept, cancellationToken)
            .ConfigureAwait(false);
        reply.ThrowIfError();
    }

    private DateTimeOffset Now => options.Connection.TimeProvider.GetUtcNow();
}
