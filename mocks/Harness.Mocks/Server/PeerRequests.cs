using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harness.Mocks.Server;

/// <summary>Makes a <see cref="PeerRequest"/> from what the HTTP server parsed.</summary>
internal static class PeerRequests
{
    public static PeerRequest From(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var target = string.IsNullOrEmpty(raw) ? context.Request.Path + context.Request.QueryString.Value : Below(context.Request.PathBase, raw);
        var headers = new List<KeyValuePair<string, string>>(context.Request.Headers.Count);
        foreach (var (name, values) in context.Request.Headers)
        {
            foreach (var value in values) headers.Add(new(name, value ?? ""));
        }

        return new PeerRequest
        {
            Method = context.Request.Method,
            Path = Trim(context.Request.Path.Value ?? "/"),
            Target = target,
            Query = ParseQuery(target),
            Headers = headers,
            RemoteAddress = context.Connection.RemoteIpAddress,
        };
    }

    /// <summary>Splits and decodes a query; <c>+</c> is a space, broken percent escapes stay as they are.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> ParseQuery(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        if (question < 0 || question == target.Length - 1) return [];
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var part in target[(question + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0 ? new(Decode(part), "") : new(Decode(part[..equals]), Decode(part[(equals + 1)..])));
        }

        return pairs;
    }

    /// <summary>The target without the prefix under which a mock is mounted.</summary>
    private static string Below(PathString prefix, string target) =>
        prefix.HasValue && target.StartsWith(prefix.ToUriComponent(), StringComparison.OrdinalIgnoreCase) && target[prefix.ToUriComponent().Length..] is { Length: > 0 } below ? below : target;

    private static string Trim(string path) => path.Length > 1 ? path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/" : path;

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
