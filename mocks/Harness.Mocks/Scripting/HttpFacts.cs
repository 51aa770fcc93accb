using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Scripting;

/// <summary>An HTTP request before it is routed, as rules see it.</summary>
internal sealed record HttpFacts
{
    /// <summary>The protocol whose route the path is, or null; rules of <c>protocol: none</c> see those.</summary>
    public required string? Protocol { get; init; }

    /// <summary>Method, decoded path, query and headers.</summary>
    public required HttpExchange Request { get; init; }

    public required bool IsUpgrade { get; init; }

    /// <summary>Whose request this most likely is (client id, else address and credential, else address and endpoint): counters and state hang on it.</summary>
    public required string SessionKey { get; init; }

    /// <summary>For an upgrade: the number the connection will have in its session, where that is known.</summary>
    public int? Connection { get; init; }

    public string? ClientId { get; init; }
}
