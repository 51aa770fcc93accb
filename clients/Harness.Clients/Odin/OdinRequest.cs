using Harness.Clients.Odin.Json;
using Harness.Clients.Odin.Payloads;

namespace Harness.Clients.Odin;

/// <summary>Something that the server answers, with the type named here or with an error.</summary>
internal abstract class OdinRequest(string action, string answer, IReadOnlyList<string> stocks)
{
    public string Action { get; } = action;

    public IReadOnlyList<string> Stocks { get; } = stocks;

    public ReadOnlyMemory<byte> Write() => OdinRequests.Write(Action, Stocks);

    /// <summary>Takes the answer; false for the answer to another request. An error answers whatever is open.</summary>
    public bool Accept(OdinReply reply)
    {
        if (reply.Type == "error")
            return true;
        return reply.Type == answer && Understand(reply);
    }

    /// <summary>Reads the answer; false when it belongs to another request after all.</summary>
    protected abstract bool Understand(OdinReply reply);
}

internal sealed class ChangeSubscription(string action, IReadOnlyList<string> stocks, StockBook book)
    : OdinRequest(action, "subscription_response", stocks)
{
    public OdinSubscriptionResult? Result { get; private set; }

    protected override bool Understand(OdinReply reply)
    {
        var data = reply.ReadData();
        if (data.Action is not null && data.Action != Action)
            return false;
        Result = new(data.Stocks, data.FailedStocks ?? [], data.TotalSubscribed);
        if (Action == "subscribe")
            book.Add(Stocks, Result.Failed);
        else
            book.Remove(Stocks);
        return true;
    }
}

internal sealed class GetSubscriptions() : OdinRequest("get_subscriptions", "subscriptions", [])
{
    public OdinSubscriptions? Result { get; private set; }

    protected override bool Understand(OdinReply reply)
    {
        var data = reply.ReadData();
        Result = new(data.SubscribedTokens ?? [], data.SubscribedSymbols ?? [], data.TotalSubscribed ?? 0);
        return true;
    }
}

internal sealed class GetMarketStatus() : OdinRequest("market_status", "market_status", [])
{
    public MarketStatus? Result { get; private set; }

    protected override bool Understand(OdinReply reply)
    {
        Result = OdinMessages.Read(reply).Data as MarketStatus ?? new();
        return true;
    }
}

internal sealed class Ping() : OdinRequest("ping", "pong", [])
{
    protected override bool Understand(OdinReply reply) => true;
}
