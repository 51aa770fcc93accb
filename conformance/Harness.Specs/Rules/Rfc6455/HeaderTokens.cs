using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>Headers that are lists of words, over one header or several of the same name.</summary>
internal static class HeaderTokens
{
    public static IEnumerable<string> Of(HttpExchange http, string name) =>
        http.Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(header => header.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public static bool Contains(HttpExchange http, string name, string token) => Of(http, name).Contains(token, StringComparer.OrdinalIgnoreCase);
}
