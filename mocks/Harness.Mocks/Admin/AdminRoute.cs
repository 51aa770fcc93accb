using System.Text.Json;

namespace Harness.Mocks.Admin;

/// <summary>One route of the admin API.</summary>
/// <param name="Template">Path below <c>/__admin</c>; a segment in braces is a parameter.</param>
/// <param name="Summary">One line, for the list that an unknown route is answered with.</param>
internal sealed record AdminRoute(string Method, string Template, string Summary, Func<AdminCall, AdminReply> Handle)
{
    private readonly string[] _segments = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The parameters of <paramref name="path"/> when it fits the template, else null.</summary>
    public Dictionary<string, string>? Match(string[] path)
    {
        if (path.Length != _segments.Length) return null;
        var parameters = new Dictionary<string, string>();
        for (var i = 0; i < path.Length; i++)
        {
            if (_segments[i][0] == '{') parameters[_segments[i][1..^1]] = path[i];
            else if (_segments[i] != path[i]) return null;
        }

        return parameters;
    }
}

/// <summary>A call of the admin API, its body read.</summary>
internal sealed record AdminCall(IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<KeyValuePair<string, string>> Query, ReadOnlyMemory<byte> Body)
{
    public string? QueryValue(string name) => Query.FirstOrDefault(pair => pair.Key == name).Value;
}

/// <summary>An answer of the admin API: JSON, unless it says otherwise.</summary>
internal sealed record AdminReply(int Status, ReadOnlyMemory<byte> Body, string ContentType = "application/json")
{
    public static AdminReply Json(Action<Utf8JsonWriter> write, int status = 200)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return new AdminReply(status, buffer.WrittenMemory);
    }

    public static AdminReply Error(int status, string error) => Json(json => json.WriteString("error", error), status);
}
