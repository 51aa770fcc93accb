using Harness.Clients.Connections;

namespace Harness.Clients.Odin;

/// <summary>Where an Odin Streamer is and how to be known to it.</summary>
public sealed record OdinOptions
{
    /// <summary>The socket's address without a query, e.g. <c>ws://127.0.0.1:8080/enhanced-stream</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>
    /// The id under which the server keeps this client's subscriptions; nobody else may use it. Null lets the server choose, and what it
    /// chose is kept for reconnections.
    /// </summary>
    public string? ClientId { get; init; }

    /// <summary>How often the connection's health is checked with a ping; zero for never.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the server may take to answer a request; then the connection counts as lost.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How to connect and stay connected.</summary>
    public ConnectionOptions Connection { get; init; } = new();

    internal void ThrowIfUnusable() => ConnectionOptions.ThrowIfAny(Problems(), "options");

    private IEnumerable<string> Problems()
    {
        if (!Address.IsAbsoluteUri || Address.Scheme is not ("ws" or "wss") || Address.Query.Length > 0)
            yield return $"Address must be a ws or wss address without a query, but was {Address}.";
        if (ClientId is not null && string.IsNullOrWhiteSpace(ClientId))
            yield return "ClientId must not be blank; leave it null to let the server choose.";
        if (PingInterval < TimeSpan.Zero)
            yield return $"PingInterval must not be negative, but was {PingInterval}.";
        if (RequestTimeout <= TimeSpan.Zero)
            yield return $"RequestTimeout must be positive, but was {RequestTimeout}.";
        foreach (string problem in Connection.Problems())
            yield return problem;
    }
}
