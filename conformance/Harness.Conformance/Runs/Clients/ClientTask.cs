using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios.Matching;

namespace Harness.Conformance.Runs.Clients;

/// <summary>What a client under test is to do: the placeholders of its command line, which are its <c>HARNESS_*</c> variables as well.</summary>
internal sealed record ClientTask(IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Reaches a server within the process; null where it listens on a port.</summary>
    public Func<CancellationToken, ValueTask<Stream>>? Dial { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static ClientTask Of(CaseSetting setting, Uri socketUrl, Uri httpUrl, string clientId, string orders)
    {
        var account = setting.Account;
        return new ClientTask(new Dictionary<string, string>
        {
            ["ws"] = socketUrl.GetLeftPart(UriPartial.Authority),
            ["http"] = httpUrl.GetLeftPart(UriPartial.Authority),
            ["path"] = setting.Endpoint.Path,
            ["url"] = socketUrl.GetLeftPart(UriPartial.Authority) + Probes.RequestContent.Target(setting.Endpoint.Path, [.. setting.Endpoint.Query.SelectMany(parameter => Query(parameter, setting, clientId))]),
            ["username"] = account.Username ?? "",
            ["password"] = account.Password ?? "",
            ["api_key"] = account.ApiKey ?? "",
            ["api_secret"] = account.ApiSecret ?? "",
            ["client_id"] = clientId,
            ["symbols"] = string.Join(',', setting.Symbols),
            ["channels"] = string.Join(',', setting.Channels),
            ["exchange"] = setting.Endpoint.Exchange ?? "",
            ["orders"] = orders,
            ["case"] = setting.Case.Id,
        });
    }

    /// <summary>The same as environment variables: <c>{api_key}</c> is <c>HARNESS_API_KEY</c>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; } = Values.ToDictionary(pair => "HARNESS_" + pair.Key.ToUpperInvariant(), pair => pair.Value);

    /// <summary>A template with its placeholders filled; a word in braces that is none stays as it is.</summary>
    public string Fill(string template) => PlaceholderText.Fill(template, name => Values.GetValueOrDefault(name, $"{{{name}}}"));

    private static IEnumerable<KeyValuePair<string, string>> Query(QueryParameter parameter, CaseSetting setting, string clientId) => parameter.Carries switch
    {
        "channels" => setting.Channels.Select(channel => KeyValuePair.Create(parameter.Name, channel)),
        "symbols" => setting.Symbols.Select(symbol => KeyValuePair.Create(parameter.Name, symbol)),
        "client-id" when clientId.Length > 0 => [new(parameter.Name, clientId)],
        _ => [],
    };
}
