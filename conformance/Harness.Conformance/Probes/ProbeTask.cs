using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes;

/// <summary>What a probe is to do in one case, and with what.</summary>
internal sealed record ProbeTask
{
    public required Protocol Protocol { get; init; }

    public required ProtocolEndpoint Endpoint { get; init; }

    public required IReadOnlyList<string> Symbols { get; init; }

    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>Credentials, and whatever the case has learned: <c>username password api_key api_secret client_id token</c>.</summary>
    public required CaseBindings Bindings { get; init; }

    /// <summary>What the server's peers live by.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes an HTTP request that becomes part of the transcript.</summary>
    public required Func<HttpExchange, CancellationToken, Task<HttpExchange>> Http { get; init; }

    /// <summary>The value of a placeholder as text; null while it has none.</summary>
    public string? Known(string name) => Bindings.TryGet(name, out var value) ? PlaceholderText.Show(value) : null;

    /// <summary>The endpoint's query as its <c>protocol.yaml</c> describes it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query() =>
    [
        .. Endpoint.Query.SelectMany(parameter => Values(parameter).Select(value => KeyValuePair.Create(parameter.Name, value))),
    ];

    private IEnumerable<string> Values(QueryParameter parameter) => parameter.Carries switch
    {
        "channels" => Channels,
        "symbols" => Symbols,
        "client-id" => Known("client_id") is { Length: > 0 } id ? [id] : [],
        _ => [],
    };
}
