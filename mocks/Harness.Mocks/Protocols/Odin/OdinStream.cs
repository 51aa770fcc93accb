using Harness.Mocks.Market;
using Harness.Mocks.Protocols.Odin.Messages;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.Odin;

/// <summary>One connection: greets, restores what the client had subscribed, then answers each request. Data comes from the topics.</summary>
internal sealed class OdinStream(OdinMock mock, string clientId, MockConnection connection) : ISocketBehaviour
{
    private const int NormalClosure = 1000;

    /// <summary>An action is repeated in its error up to here.</summary>
    private const int LongestAction = 100;

    private OdinSession _session = new(clientId);
    private bool _isReplaced;

    public IReadOnlyCollection<string> Symbols => _session.Symbols;

    public void Opened()
    {
        _session = mock.Sessions.Open(clientId, this, out var replaced);
        replaced?.Replace();
        mock.Everybody.Add(connection);
        Reply(new Welcome(clientId, _session.Stocks.Count, mock.IsOpen, mock.Now));
        foreach (var stock in _session.Stocks) connection.Subscribe(stock.Topic);
        foreach (var stock in _session.Stocks) ShowLast(stock);
    }

    public void TextReceived(ReadOnlySpan<byte> utf8)
    {
        if (_isReplaced) return;
        if (OdinRequest.TryRead(utf8, out var request, out var problem, out var isJson))
        {
            Answer(request);
            return;
        }

        connection.Notice(problem);
        if (!isJson && mock.Stance("odin.malformed") == "drop") connection.Cut();
        else Reply(new ErrorReply(problem));
    }

    public void BinaryReceived(ReadOnlySpan<byte> payload)
    {
        if (!_isReplaced) Refuse("Invalid message: expected a text frame, but was a binary one");
    }

    public void Closed()
    {
        mock.Everybody.Remove(connection);
        mock.Sessions.Leave(_session, this);
    }

    public void LoseCredential(CredentialLoss loss) => connection.Notice("this protocol has no credentials to lose; nothing happens");

    private void Answer(OdinRequest request)
    {
        switch (request.Action)
        {
            case "subscribe":
                Subscribe(request.Stocks);
                break;
            case "unsubscribe":
                Unsubscribe(request.Stocks);
                break;
            case "get_subscriptions":
                Reply(new Subscriptions(_session.Stocks));
                break;
            case "market_status":
                Reply(new MarketStatus(mock.IsOpen, mock.Now));
                break;
            case "ping":
                Reply(new Pong());
                break;
            default:
                var action = request.Action;
                Refuse($"Unknown action: {(action.Length <= LongestAction ? action : action[..LongestAction] + "…")}");
                break;
        }
    }

    private void Subscribe(IReadOnlyList<string>? items)
    {
        if (items is null)
        {
            Refuse("No stocks provided for subscription");
            return;
        }

        if (!mock.IsOpen && mock.Stance("odin.closed") == "error")
        {
            Refuse($"Market closed: stocks can be subscribed within market hours ({IndiaTime.MarketHours})");
            return;
        }

        List<string> names = [];
        List<string> failed = [];
        List<OdinStock> added = [];
        foreach (var item in items)
        {
            if (!mock.Stocks.TryFind(item, out var stock, out var name))
            {
                failed.Add(item);
                continue;
            }

            names.Add(name);
            if (_session.Add(stock)) added.Add(stock);
        }

        if (failed.Count > 0) connection.Notice($"not known: {string.Join(", ", failed)}");
        ReportSubscribed(names, failed);
        foreach (var stock in added) connection.Subscribe(stock.Topic);
        foreach (var stock in added) ShowLast(stock);
    }

    /// <summary>Stocks that are not known stand in the answer, or (stance <c>odin.invalid-stock</c>) in an error behind it.</summary>
    private void ReportSubscribed(List<string> names, List<string> failed)
    {
        var inError = failed.Count > 0 && mock.Stance("odin.invalid-stock") == "error";
        if (!inError || names.Count > 0) Reply(new Subscribed(names, inError ? [] : failed, _session.Stocks.Count));
        if (inError) Reply(new ErrorReply($"Invalid stock: {string.Join(", ", failed)}"));
    }

    private void Unsubscribe(IReadOnlyList<string>? items)
    {
        if (items is null)
        {
            Refuse("No stocks provided for unsubscription");
            return;
        }

        List<string> names = [];
        foreach (var item in items)
        {
            if (!mock.Stocks.TryFind(item, out var stock, out var name) || !_session.Remove(stock)) continue;
            connection.Unsubscribe(stock.Topic);
            names.Add(name);
        }

        Reply(new Unsubscribed(names, _session.Stocks.Count));
    }

    /// <summary>Another connection speaks for the session now.</summary>
    private void Replace()
    {
        _isReplaced = true;
        mock.Everybody.Remove(connection);
        foreach (var stock in _session.Stocks) connection.Unsubscribe(stock.Topic);
        _session = new OdinSession(clientId);
        connection.Close(NormalClosure, "replaced by a new connection");
    }

    /// <summary>Nobody has to wait for the next trade to see a price.</summary>
    private void ShowLast(OdinStock stock)
    {
        if (mock.IsOpen && mock.First(stock) is { } first) connection.Send(first);
    }

    private void Refuse(string message)
    {
        connection.Notice(message);
        Reply(new ErrorReply(message));
    }

    private void Reply(OdinReply reply) => connection.Send(mock.Json.Render(reply, clientId, mock.Now));
}
