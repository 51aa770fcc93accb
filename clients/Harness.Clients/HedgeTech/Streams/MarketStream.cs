using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Harness.Clients.Connections;
using Harness.Clients.HedgeTech.Tokens;

namespace Harness.Clients.HedgeTech.Streams;

/// <summary>Turns a raw message into a typed one; throws <see cref="JsonException"/> on what it cannot understand.</summary>
internal delegate TMessage MessageParser<out TMessage>(ReadOnlySpan<byte> utf8);

/// <summary>One subscription across reconnections and tokens: everything is in its address, so connecting is subscribing.</summary>
internal sealed class MarketStream<TMessage>(
    Uri address, HttpMessageInvoker invoker, HedgeTechOptions options, TokenHolder tokens, MessageParser<TMessage> parse)
{
    private readonly ConnectionOptions _connection = options.Connection;
    private readonly Uri _endpoint = new(address.GetLeftPart(UriPartial.Path));
    private readonly Reconnector _reconnector = new(options.Connection);
    private readonly RejectionPolicy _rejections = new(options.MaxTokenRenewals);
    private readonly SkippedMessages _skipped = new(options.Connection);

    /// <summary>Each enumeration is a stream of its own, with its own back-off.</summary>
    public static async IAsyncEnumerable<TMessage> ReadAsync(
        Func<MarketStream<TMessage>> create, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = create();
        var messages = Channel.CreateBounded<TMessage>(
            new BoundedChannelOptions(stream._connection.BufferedMessages) { SingleReader = true, SingleWriter = true });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = stream.PumpAsync(messages.Writer, leaving.Token);
        try
        {
            await foreach (var message in messages.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return message;
        }
        finally
        {
            await leaving.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(false);
        }
    }

    /// <summary>Never throws: how it ended is told through the channel.</summary>
    private async Task PumpAsync(ChannelWriter<TMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            await _reconnector.RunAsync(token => ConnectAndReadAsync(messages, token), cancellationToken).ConfigureAwait(false);
            messages.TryComplete();
        }
        catch (Exception end)
        {
            messages.TryComplete(end);
        }
    }

    private async ValueTask ConnectAndReadAsync(ChannelWriter<TMessage> messages, CancellationToken cancellationToken)
    {
        string? token = null;
        try
        {
            token = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            if (TokenExpiry.IsPast(token, Now))
            {
                RenewOrThrow(Rejection.IssuedExpired, token);
                throw new ConnectionLostException(Rejection.IssuedExpired.ToString());
            }

            Report(new Connecting(Now, _endpoint));
            var socket = await MessageSocket.ConnectAsync(address, invoker, _connection, token, cancellationToken).ConfigureAwait(false);
            await using var _ = socket.ConfigureAwait(false);
            Report(new Connected(Now));
            await ReadAsync(socket, messages, cancellationToken).ConfigureAwait(false);
        }
        catch (HandshakeRefusedException refused)
        {
            Report(new Disconnected(Now, null, refused.Message));
            RenewOrThrow(Rejection.Of(refused), token);
            throw new ConnectionLostException(refused.Message, refused);
        }
        catch (ConnectionLostException lost)
        {
            Report(new Disconnected(Now, lost.CloseCode, lost.CloseCode is null ? lost.Message : lost.Reason));
            RenewOrThrow(Rejection.Of(lost), token);
            throw;
        }
    }

    private async ValueTask ReadAsync(MessageSocket socket, ChannelWriter<TMessage> messages, CancellationToken cancellationToken)
    {
        using var leave = cancellationToken.UnsafeRegister(static socket => ((MessageSocket)socket!).Leave(), socket);
        while (await socket.ReceiveAsync().ConfigureAwait(false) is { } received)
        {
            if (!TryParse(received, out var message))
                continue;
            _rejections.Accepted();
            _reconnector.DataArrived();
            await messages.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        }
        cancellationToken.ThrowIfCancellationRequested();
    }

    private bool TryParse(Received received, [MaybeNullWhen(false)] out TMessage message)
    {
        message = default;
        if (!received.IsText)
        {
            _skipped.Add("Expected a text message, but it was binary.", received.Content.Span);
            return false;
        }
        try
        {
            message = parse(received.Content.Span);
            return true;
        }
        catch (JsonException problem)
        {
            _skipped.Add(problem.Message, received.Content.Span);
            return false;
        }
    }

    private void RenewOrThrow(Rejection? rejection, string? token)
    {
        if (rejection is null || token is null)
            return;
        _rejections.RenewOrThrow(rejection);
        tokens.Drop(token);
    }

    private DateTimeOffset Now => _connection.TimeProvider.GetUtcNow();

    private void Report(ConnectionEvent happened) => _connection.OnEvent?.Invoke(happened);
}
