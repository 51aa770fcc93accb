using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Scripting;

/// <summary>An HTTP request before it is routed, as rules see it.</summary>
internal sealed record HttpFacts
{
    /// <summary>The protocols that own the path; empty where none does: then rules of <c>protocol: none</c> see the request.</summary>
    public required IReadOnlyList<string> Protocols { get; init; }

    /// <summary>Decoded, without the query.</summary>
    public required string Path { get; init; }

    public required HttpExchange Request { get; init; }

    /// <summary>Whose request this most likely is (client id, else address and credential, else address and endpoint): counters and state hang on it.</summary>
    public required string SessionKey { get; init; }

    /// <summary>For an upgrade: the number the connection will have in its session, where that is known.</summary>
    public int? Connection { get; init; }

    public string? ClientId { get; init; }
}
