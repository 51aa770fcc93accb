namespace Harness.Clients.Virtuoso;

/// <summary>An event that answers a request: <c>authenticated</c>, <c>subscribed</c>, <c>unsubscribed</c> or <c>error</c>.</summary>
internal sealed record VirtuosoReply(string Event, IReadOnlyList<string> Channels, int Code, string Message)
{
    public bool IsError => Event == "error";

    /// <exception cref="VirtuosoException">It is an error.</exception>
    public void ThrowIfError()
    {
        if (IsError)
            throw new VirtuosoException(Code, Message);
    }
}
