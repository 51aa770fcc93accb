using System.Text;
using Harness.Clients.Connections;

namespace Harness.Clients.Virtuoso;

/// <summary>Where a Virtuoso Trading System is and how to authenticate with it.</summary>
public sealed record VirtuosoOptions
{
    /// <summary>The socket's address, e.g. <c>ws://127.0.0.1:8080/ws</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The API key, as for the REST API.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The key's secret.</summary>
    public required string ApiSecret { get; init; }

    /// <summary>
    /// Signs an authentication: given its timestamp in milliseconds, returns the signature. Null takes the REST API's way, because the
    /// document of the WebSocket does not say: HMAC-SHA256 with the secret over <c>GET\n/ws\n{timestamp}\n</c>, in lower-case hex.
    /// </summary>
    public Func<long, string>? Sign { get; init; }

    /// <summary>How long the server may take to answer a request; then the connection counts as lost.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How to connect and stay connected.</summary>
    public ConnectionOptions Connection { get; init; } = new();

    internal void ThrowIfUnusable() => ConnectionOptions.ThrowIfAny(Problems(), "options");

    private IEnumerable<string> Problems()
    {
        if (!Address.IsAbsoluteUri || Address.Scheme is not ("ws" or "wss"))
            yield return $"Address must be a ws or wss address, but was {Address}.";
        if (ApiKey.Length == 0)
            yield return "ApiKey must be given.";
        if (ApiSecret.Length == 0 && Sign is null)
            yield return "ApiSecret must be given, or Sign.";
        if (RequestTimeout <= TimeSpan.Zero)
            yield return $"RequestTimeout must be positive, but was {RequestTimeout}.";
        foreach (string problem in Connection.Problems())
            yield return problem;
    }

    // The compiler's own ToString would print the secret into the first log that meets these options.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append($"{nameof(Address)} = {Address}");
        return true;
    }
}
