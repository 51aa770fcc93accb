using Harness.Mocks.Protocols.AirAlgo.Messages;
using Harness.Mocks.Protocols.AirAlgo.Prices;
using Harness.Mocks.Protocols.AirAlgo.Tokens;
using Harness.Mocks.Protocols.AirAlgo.Trading;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Protocols.AirAlgo;

/// <summary>A topic that one connection has joined: prices and orders of one account.</summary>
internal sealed class ApiChannel(
    MockConnection connection, PhoenixWriter writer, PhoenixRequest join, AirAlgoAccount account, AccessToken token, PriceSubscriptions subscriptions, OrderRoom orders)
{
    public MockConnection Connection => connection;

    /// <summary>The request that joined it.</summary>
    public PhoenixRequest Join => join;

    public AirAlgoAccount Account => account;

    public AccessToken Token => token;

    public IReadOnlyCollection<string> Tokens => subscriptions.Tokens;

    public void Enter() => orders.Enter(this);

    public void Leave()
    {
        subscriptions.Clear();
        orders.Leave(this);
    }

    public void Send(WireMessage message) => connection.Send(message);

    public void Notice(string text) => connection.Notice(text);

    public void Handle(PhoenixRequest request)
    {
        switch (request.Event)
        {
            case "subscribe":
                if (TokenList.TryRead(request.Payload, out var wanted, out var problem)) Subscribe(wanted);
                else Refuse(request, problem);
                break;
            case "unsubscribe":
                if (TokenList.TryRead(request.Payload, out var unwanted, out problem)) Unsubscribe(unwanted);
                else Refuse(request, problem);
                break;
            case "order":
                if (OrderPayload.TryRead(request.Payload, out var order, out problem)) orders.Place(this, order);
                else Refuse(request, problem);
                break;
            default:
                Refuse(request, $"unknown event: {Quoted.Short(request.Event)}, expected subscribe, unsubscribe, order or phx_leave");
                break;
        }
    }

    private void Subscribe(IReadOnlyList<string> tokens)
    {
        var known = subscriptions.Add(tokens, out var unknown);
        if (unknown.Count > 0) Notice($"subscribe: nothing trades under {string.Join(", ", unknown.Take(10).Select(Quoted.Short))}; left out of the answer");
        Send(connection.Recorded is { } recorded
            ? LtpMessage.OfRecorded(writer, account.Topic, [.. known.Select(instrument => (instrument.Token, recorded.Last<RecordedPrice>(RecordedPrice.KeyOf(instrument.Token)))).Where(last => last.Item2 is not null).Select(last => (last.Token, last.Item2!.Price))])
            : LtpMessage.Of(writer, account.Topic, known));
    }

    private void Unsubscribe(IReadOnlyList<string> tokens) => Send(UnsubscribedMessage.Of(writer, account.Topic, subscriptions.Remove(tokens)));

    private void Refuse(PhoenixRequest request, string problem)
    {
        Notice($"{Quoted.Short(request.Event)} refused: {problem}");
        Send(ReplyMessage.Error(writer, request, problem));
    }
}
