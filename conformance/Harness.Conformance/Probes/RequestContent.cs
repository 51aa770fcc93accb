using System.Text;
using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes;

/// <summary>Requests as cases write them, placeholders filled: <c>method path query headers form json body</c>.</summary>
internal static class RequestContent
{
    /// <summary>A plain HTTP request.</summary>
    public static HttpExchange Http(ReadOnlyMemory<byte> content)
    {
        using var filled = JsonDocument.Parse(content);
        var root = filled.RootElement;
        var headers = Pairs(root, "headers").ToList();
        var body = Text(root, "body");
        if (root.TryGetProperty("form", out _))
        {
            body = string.Join('&', Pairs(root, "form").Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
            Default(headers, "Content-Type", "application/x-www-form-urlencoded");
        }
        else if (root.TryGetProperty("json", out var json))
        {
            body = json.GetRawText();
            Default(headers, "Content-Type", "application/json");
        }

        return new HttpExchange
        {
            Method = Text(root, "method") ?? "GET",
            Path = Text(root, "path") ?? "/",
            Query = [.. Pairs(root, "query")],
            Headers = headers,
            Body = body,
        };
    }

    /// <summary>A handshake: where the case gives the path, the query or the headers, it gives all of it; the rest is what the protocol asks for by itself.</summary>
    public static ProbeRequest Open(ProbeRequest usual, byte[]? content)
    {
        if (content is null) return usual;
        using var filled = JsonDocument.Parse(content);
        var root = filled.RootElement;
        return new ProbeRequest(
            Text(root, "path") ?? usual.Path,
            root.TryGetProperty("query", out _) ? [.. Pairs(root, "query")] : usual.Query,
            root.TryGetProperty("headers", out _) ? [.. Pairs(root, "headers")] : usual.Headers);
    }

    /// <summary>Path and query as they go over the wire.</summary>
    public static string Target(string path, IReadOnlyList<KeyValuePair<string, string>> query)
    {
        var text = new StringBuilder(path);
        foreach (var (name, value) in query)
        {
            text.Append(text.Length == path.Length ? '?' : '&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonElement root, string member)
    {
        if (!root.TryGetProperty(member, out var pairs) || pairs.ValueKind != JsonValueKind.Object) yield break;
        foreach (var pair in pairs.EnumerateObject())
        {
            if (pair.Value.ValueKind != JsonValueKind.Array) yield return new(pair.Name, Text(pair.Value));
            else foreach (var item in pair.Value.EnumerateArray()) yield return new(pair.Name, Text(item));
        }
    }

    private static void Default(List<KeyValuePair<string, string>> headers, string name, string value)
    {
        if (!headers.Exists(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))) headers.Add(new(name, value));
    }

    private static string? Text(JsonElement root, string member) => root.TryGetProperty(member, out var value) ? Text(value) : null;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
