using Harness.Clients.Virtuoso.Json;

namespace Harness.Clients.Virtuoso;

/// <summary>Something that the server answers, with the event named here or with an error.</summary>
internal abstract class VirtuosoRequest(string action, string answer, IReadOnlyList<string> channels)
{
    public string Action { get; } = action;

    public abstract ReadOnlyMemory<byte> Write();

    /// <summary>
    /// Takes the answer; false for the answer to another request. An error carries no sign of what it answers, so it answers whatever
    /// is open.
    /// </summary>
    public bool Accept(VirtuosoReply reply)
    {
        if (reply.IsError)
            return true;
        if (reply.Event != answer || !reply.Channels.Order().SequenceEqual(channels.Order()))
            return false;
        Succeeded();
        return true;
    }

    protected virtual void Succeeded()
    {
    }
}

internal sealed class Authenticate(VirtuosoOptions options) : VirtuosoRequest("authenticate", "authenticated", [])
{
    public override ReadOnlyMemory<byte> Write()
    {
        long timestamp = options.Connection.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();
        string signature = options.Sign is { } sign
            ? sign(timestamp)
            : VirtuosoSignature.Of(options.ApiSecret, options.Address.AbsolutePath, timestamp);
        return VirtuosoRequests.Authenticate(options.ApiKey, timestamp, signature);
    }
}

internal sealed class Subscribe(VirtuosoSubscription what, SubscriptionBook book)
    : VirtuosoRequest("subscribe", "subscribed", what.Channels)
{
    public override ReadOnlyMemory<byte> Write() => VirtuosoRequests.Subscribe(what);

    protected override void Succeeded() => book.Add(what);
}

internal sealed class Unsubscribe(VirtuosoSubscription what, SubscriptionBook book)
    : VirtuosoRequest("unsubscribe", "unsubscribed", what.Channels)
{
    public override ReadOnlyMemory<byte> Write() => VirtuosoRequests.Unsubscribe(what);

    protected override void Succeeded() => book.Remove(what);
}
