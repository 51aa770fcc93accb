using System.Threading.Channels;
using Harness.Clients.Connections;
using Harness.Clients.Odin.Json;
using Harness.Clients.Odin.Payloads;
using Harness.Clients.Sessions;

namespace Harness.Clients.Odin;

/// <summary>
/// The protocol on a connection: subscribe to everything again, then check the connection's health, hand on data and match answers to
/// requests. Answers carry no number, so one request is open at a time.
/// </summary>
internal sealed class OdinSession(OdinOptions options, ChannelWriter<OdinMessage> messages) : ISessionHandler, IDisposable
{
    private readonly ReplySlot<OdinReply> _reply = new(options.Connection.TimeProvider, options.RequestTimeout);
    private readonly Readiness<MessageSocket> _ready = new();
    private readonly StockBook _book = new();

    /// <summary>The id that the server knows this client by: the caller's, or the one that the first greeting gave.</summary>
    public string? ClientId { get; private set; } = options.ClientId;

    public StockBook Book => _book;

    public Task ReadyAsync(CancellationToken cancellationToken) => _ready.WaitAsync(cancellationToken);

    /// <summary>Returns once the server has answered, on whichever connection that is.</summary>
    public async Task RequestAsync(OdinRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var socket = await _ready.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await RequestAsync(socket, request, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ConnectionLostException)
            {
                // A connection that does not answer is as good as lost; until the loop has noticed, nobody else shall be handed it.
                _ready.Reset(socket);
                socket.Leave();
            }
        }
    }

    public async Task EstablishAsync(MessageSocket socket, CancellationToken cancellationToken)
    {
        if (_book.All is { Count: > 0 } stocks)
            await RequestAsync(socket, new ChangeSubscription("subscribe", stocks, _book), cancellationToken).ConfigureAwait(false);
        _ready.Set(socket);
        while (options.PingInterval > TimeSpan.Zero)
        {
            await Task.Delay(options.PingInterval, options.Connection.TimeProvider, cancellationToken).ConfigureAwait(false);
            await CheckHealthAsync(socket, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<bool> ReceivedAsync(MessageSocket socket, ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        var reply = OdinMessages.Parse(text.Span);
        switch (reply.Type)
        {
            case "welcome":
                ClientId ??= reply.ClientId ?? reply.ReadData().ClientId;
                return false;
            case var _ when _reply.TryAnswer(reply):
            case "pong" or "subscription_response" or "subscriptions":
                return false;
            case "error":
                Report(reply.Message ?? "");
                return false;
        }
        var message = OdinMessages.Read(reply);
        await messages.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        return message.Data is MarketData;
    }

    public void Lost(MessageSocket socket, ConnectionLostException reason)
    {
        _ready.Reset(socket);
        _reply.Fail(reason);
    }

    public void Ended(Exception? reason)
    {
        _ready.End(reason ?? new ObjectDisposedException(nameof(OdinClient)));
        messages.TryComplete(reason);
    }

    public void Dispose() => _reply.Dispose();

    private async Task CheckHealthAsync(MessageSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            await RequestAsync(socket, new Ping(), cancellationToken).ConfigureAwait(false);
        }
        catch (OdinException error)
        {
            // Whatever it is about, somebody answered.
            Report(error.ServerMessage);
        }
    }

    private void Report(string error) =>
        options.Connection.OnEvent?.Invoke(new ServerReportedError(options.Connection.TimeProvider.GetUtcNow(), 0, error));

    private async Task RequestAsync(MessageSocket socket, OdinRequest request, CancellationToken cancellationToken)
    {
        var reply = await _reply.RequestAsync(
            request.Action, () => socket.SendAsync(request.Write(), cancellationToken), request.Accept, cancellationToken)
            .ConfigureAwait(false);
        if (reply.Type == "error")
            throw new OdinException(reply.Message ?? "");
    }
}
