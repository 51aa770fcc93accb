using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Schemas;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>The document's words.</summary>
internal static class AirAlgoWords
{
    public const string TokenPath = "/api/token";
    public const string SocketPath = "/socket/websocket";
    public const string TopicPrefix = "api:";
    public const string PhoenixTopic = "phoenix";
    public const string InvalidKey = "Invalid API Key";
    public const string InvalidToken = "Invalid Access Token. Try generating fresh Access Token";
    public const string UnmatchedTopic = "unmatched topic";
    public const string InvalidMessage = "invalid message";

    /// <summary>An answer that takes longer has not come.</summary>
    public static readonly long Patience = Seconds.Of(10);

    private static readonly Lazy<JsonSchema> Server = new(() =>
    {
        var set = new SchemaSet();
        foreach (var path in FixtureFiles.Under("airalgo/schemas", ".json")) set.Add(path, FixtureFiles.Read(path));
        return set.Compile().Get("airalgo/schemas/server-message.json");
    });

    /// <summary>What every message of the server is an instance of.</summary>
    public static JsonSchema ServerMessages => Server.Value;

    /// <summary>The exchange goes to the token endpoint; a slash may end its path.</summary>
    public static bool IsTokenPath(string? path) => path is TokenPath or TokenPath + "/";

    public static bool IsSocketPath(string? path) => path is SocketPath or SocketPath + "/";

    /// <summary>The last value of a query parameter, or null.</summary>
    public static string? Query(HttpExchange? request, string name)
    {
        foreach (var (key, value) in request?.Query.Reverse() ?? [])
        {
            if (key == name) return value;
        }

        return null;
    }

    /// <summary>The text of a string member; null where it is absent or of another kind.</summary>
    public static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A peer's text in a finding: short, and no key of an account.</summary>
    public static string Short(string? text) => text is null ? "none" : text.Length <= 60 ? $"\"{text}\"" : $"\"{text[..60]}…\"";
}
