namespace Harness.Mocks.Server;

/// <summary>An HTTP endpoint of a protocol, such as a token service. Paths are matched exactly; a trailing slash is ignored.</summary>
internal sealed record HttpEndpoint(string Path, IReadOnlyList<string> Methods, Func<HttpCall, HttpReply> Handle);

/// <summary>A request as a protocol sees it. <paramref name="Body"/> is bounded by the server before it gets here.</summary>
internal sealed record HttpCall(PeerRequest Request, ReadOnlyMemory<byte> Body)
{
    public string? ContentType => Request.Header("Content-Type");
}

/// <summary>An answer, and whom it concerns.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON, UTF-8.</param>
/// <param name="Credential">The account that logged in, so that the exchange joins that peer's session; null for a failed login.</param>
internal sealed record HttpReply(int Status, string Body, string? Credential = null)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>For the log: why the call was turned down. Never holds a credential.</summary>
    public string? Cause { get; init; }
}
