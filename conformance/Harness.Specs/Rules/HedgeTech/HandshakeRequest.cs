using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>What one handshake asks for, read from its path, query and headers as they are, right or wrong.</summary>
internal sealed class HandshakeRequest
{
    public required HttpExchange Http { get; init; }

    public required long T { get; init; }

    /// <summary>Null where the path is none of the document's.</summary>
    public required ProtocolEndpoint? Endpoint { get; init; }

    /// <summary>Values of the channels parameter, as they came.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>Values of the endpoint's symbols parameter, as they came.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>The Authorization header taken apart; null where there is none, or an empty one.</summary>
    public required Credential? Credential { get; init; }

    /// <summary>What is known of the token; null where it is no JWT.</summary>
    public required JwtFacts? Jwt { get; init; }

    /// <summary>When the token endpoint issued this token in this session, in microseconds since its start; null where it did not.</summary>
    public required long? IssuedAt { get; init; }

    public bool IsIssuedHere => IssuedAt is not null;

    /// <summary>The header's whole value is what the token endpoint issued in this session, whatever form that has.</summary>
    public required bool IsAsIssued { get; init; }

    /// <summary>The member that names the symbol in messages of this endpoint.</summary>
    public required string Identifier { get; init; }

    /// <summary>The subscription that each (symbol, channel) stands for, as far as it was served.</summary>
    public Dictionary<(int Symbol, int Channel), string> Words { get; } = [];

    /// <summary>Token, symbols and, where the document has them, channels are each there; whether they are good is another question.</summary>
    public bool IsComplete =>
        Endpoint is { } endpoint && Credential is not null && HasValues(Symbols) && (HasValues(Channels) || ChannelsParameter(endpoint) is null);

    public static bool HasValues(IReadOnlyList<string> values) => Any(values, value => !string.IsNullOrWhiteSpace(value));

    private static bool Any(IReadOnlyList<string> values, Predicate<string> wanted)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (wanted(values[i])) return true;
        }

        return false;
    }

    /// <summary>The name of the query parameter that carries symbols here, or null.</summary>
    public static string? SymbolsParameter(ProtocolEndpoint endpoint) => endpoint.Query.FirstOrDefault(parameter => parameter.Carries == "symbols")?.Name;

    public static string? ChannelsParameter(ProtocolEndpoint endpoint) => endpoint.Query.FirstOrDefault(parameter => parameter.Carries == "channels")?.Name;
}
