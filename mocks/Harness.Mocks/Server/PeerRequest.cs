using System.Net;
using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Server;

/// <summary>A request of a peer, handshakes included, decoded once and independent of the host.</summary>
internal sealed record PeerRequest
{
    public required string Method { get; init; }

    /// <summary>Decoded path, no trailing slash.</summary>
    public required string Path { get; init; }

    /// <summary>Path and query as they were on the wire.</summary>
    public required string Target { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Query { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Null where the transport has no addresses (in process).</summary>
    public required IPAddress? RemoteAddress { get; init; }

    public string? Header(string name)
    {
        foreach (var (key, value) in Headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }

    /// <summary>All values of a query parameter, in order.</summary>
    public IEnumerable<string> QueryValues(string name) => Query.Where(pair => pair.Key == name).Select(pair => pair.Value);

    /// <summary>The request half of a transcript's HTTP exchange.</summary>
    public HttpExchange ToExchange(string? body = null) => new()
    {
        Method = Method,
        Path = Target.Split('?', 2)[0],
        Query = Query,
        Headers = Headers,
        Body = body,
    };
}
