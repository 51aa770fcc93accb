using System.Text;
using Harness.Clients.Connections;

namespace Harness.Clients.AirAlgo;

/// <summary>Where AirAlgo is and how to log in to it.</summary>
public sealed record AirAlgoOptions
{
    /// <summary>The access token endpoint, without a query.</summary>
    public Uri TokenAddress { get; init; } = new("https://api.airalgo.com/api/token");

    /// <summary>The socket's address.</summary>
    public Uri SocketAddress { get; init; } = new("wss://api.airalgo.com/socket/websocket");

    /// <summary>The API key: it buys access tokens and names the topic.</summary>
    public required string ApiKey { get; init; }

    /// <summary>Where access tokens come from instead of <see cref="TokenAddress"/>. Called again whenever a new one is needed.</summary>
    public Func<CancellationToken, ValueTask<string>>? TokenSource { get; init; }

    /// <summary>Refused access tokens in a row, without any success between them, that are answered with a new one. The next ends the client.</summary>
    public int MaxTokenRenewals { get; init; } = 3;

    /// <summary>
    /// How often a heartbeat is sent; zero for never. The document has none, but servers of this kind drop a client that is silent for 60 s.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the server may take to answer a request.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How to connect and stay connected.</summary>
    public ConnectionOptions Connection { get; init; } = new();

    internal string Topic => $"api:{ApiKey}";

    internal void ThrowIfUnusable() => ConnectionOptions.ThrowIfAny(Problems(), "options");

    private IEnumerable<string> Problems()
    {
        if (!TokenAddress.IsAbsoluteUri || TokenAddress.Scheme is not ("http" or "https"))
            yield return $"TokenAddress must be an http or https address, but was {TokenAddress}.";
        if (!SocketAddress.IsAbsoluteUri || SocketAddress.Scheme is not ("ws" or "wss"))
            yield return $"SocketAddress must be a ws or wss address, but was {SocketAddress}.";
        if (string.IsNullOrWhiteSpace(ApiKey))
            yield return "ApiKey must be given.";
        if (MaxTokenRenewals < 0)
            yield return $"MaxTokenRenewals must not be negative, but was {MaxTokenRenewals}.";
        if (HeartbeatInterval < TimeSpan.Zero)
            yield return $"HeartbeatInterval must not be negative, but was {HeartbeatInterval}.";
        if (RequestTimeout <= TimeSpan.Zero)
            yield return $"RequestTimeout must be positive, but was {RequestTimeout}.";
        foreach (string problem in Connection.Problems())
            yield return problem;
    }

    // The compiler's own ToString would print the key into the first log that meets these options.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append($"{nameof(TokenAddress)} = {TokenAddress}, {nameof(SocketAddress)} = {SocketAddress}");
        return true;
    }
}
