using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Json;
using Harness.Mocks.Protocols.Virtuoso.Messages;
using Harness.Mocks.Protocols.Virtuoso.Requests;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Protocols.Virtuoso;

/// <summary>One connection: answers the client's actions. Whatever it sends that cannot be served gets an error message, and the connection stays.</summary>
internal sealed class VirtuosoSession : ISocketBehaviour
{
    private const int PolicyViolation = 1008;
    private static readonly TimeSpan LoginPatience = TimeSpan.FromSeconds(30);

    private readonly VirtuosoMock _mock;
    private readonly MockConnection _connection;
    private readonly EventMessages _events;
    private readonly Login _login;
    private readonly Subscriptions _subscriptions;
    private readonly Heartbeat _heartbeat;
    private readonly RateLimit _rate;
    private Account? _account;

    public VirtuosoSession(VirtuosoMock mock, MockConnection connection, int messagesPerSecond)
    {
        _mock = mock;
        _connection = connection;
        _events = new EventMessages(mock.Json);
        _login = new Login(mock, connection);
        _subscriptions = new Subscriptions(mock, connection);
        _heartbeat = new Heartbeat(connection, () => Send(_events.Ping(Now)), () => End(PolicyViolation, "Heartbeat timeout"));
        _rate = new RateLimit(messagesPerSecond);
    }

    public IReadOnlyCollection<string> Symbols => _subscriptions.Symbols;

    private DateTimeOffset Now => _mock.World.Now;

    public void Opened() => _connection.Schedule(LoginPatience, () =>
    {
        if (_account is null) End(PolicyViolation, "Authentication timeout");
    });

    public void TextReceived(ReadOnlySpan<byte> utf8)
    {
        if (!_rate.Allows(Now))
        {
            Refuse(new RequestFault(RequestFault.TooManyRequests, "Too many requests"));
            return;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8.ToArray());
        }
        catch (JsonException malformed)
        {
            Refuse(RequestFault.Bad($"Malformed JSON at byte {malformed.BytePositionInLine ?? 0}"));
            return;
        }

        using (document)
        {
            if (BrokenEscapes.Occur(utf8)) Refuse(RequestFault.Bad("Malformed JSON: a string holds half a surrogate pair"));
            else Act(document.RootElement);
        }
    }

    public void BinaryReceived(ReadOnlySpan<byte> payload) => Refuse(RequestFault.Bad("Binary messages are not supported, expected JSON text"));

    public void Goodbye(int code, string reason) => Send(_events.Close(code, reason, Now));

    public void Closed()
    {
    }

    public void LoseCredential(CredentialLoss loss) => End(PolicyViolation, loss == CredentialLoss.Expired ? "API key expired" : "API key revoked");

    public bool SkipPings(int? times)
    {
        _heartbeat.Skip(times);
        return true;
    }

    private void Act(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            Refuse(RequestFault.Bad("Expected a JSON object"));
            return;
        }

        var action = message.TryGetProperty("action", out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
        switch (action)
        {
            case "authenticate":
                Authenticate(message);
                break;
            case "pong":
                _heartbeat.Ponged();
                break;
            case "ping":
                Send(_events.Pong(Now));
                break;
            case null:
                Refuse(RequestFault.Bad("action is missing, expected a string"));
                break;
            default:
                if (_account is null) Refuse(new RequestFault(RequestFault.Unauthorized, "Authentication required"));
                else Serve(action, message, _account);
                break;
        }
    }

    private void Serve(string action, JsonElement message, Account account)
    {
        if (action is not ("subscribe" or "unsubscribe"))
        {
            Refuse(RequestFault.Bad($"Unknown action: {action}{NearestWord.Hint(action, ["authenticate", "subscribe", "unsubscribe", "ping", "pong"])}"));
            return;
        }

        var isSubscribe = action == "subscribe";
        if (!SubscriptionRequest.TryRead(message, out var request, out var fault) || !_subscriptions.Check(request, account, isSubscribe, out fault))
        {
            Refuse(fault);
            return;
        }

        Send(_events.Acknowledged(isSubscribe, request.Channels, request.Parameters, Now));
        if (isSubscribe) _subscriptions.Add(request, account);
        else _subscriptions.Remove(request, account);
    }

    private void Authenticate(JsonElement message)
    {
        var account = _login.Try(message, out var fault);
        if (account is not null)
        {
            _account = account;
            _connection.Identify(account.ApiKey, null);
            Send(_events.Authenticated(Now));
            _heartbeat.Start();
            return;
        }

        Refuse(fault!);
        if (_login.IsExhausted) End(PolicyViolation, "Too many failed authentications");
    }

    private void Refuse(RequestFault fault)
    {
        _connection.Notice($"error {fault.Code}: {fault.Message}");
        Send(_events.Error(fault.Code, fault.Message, Now));
    }

    private void End(int code, string reason)
    {
        Send(_events.Close(code, reason, Now));
        _connection.Close(code, reason);
    }

    private void Send(WireMessage message) => _connection.Send(message);
}
