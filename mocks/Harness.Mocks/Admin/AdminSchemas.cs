using System.Text.Json.Nodes;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Schemas;

namespace Harness.Mocks.Admin;

/// <summary>
/// The schemas of the admin API's bodies and answers, as they stand in <c>/openapi.json</c>: those of <c>OpenApi/components.json</c>, and with them
/// the published schemas of frames and scenarios, so that a generator finds everything in one document.
/// </summary>
internal static class AdminSchemas
{
    private const string Document = "openapi.json";

    /// <summary>As deep as the JSON reader goes that handlers get their bodies from.</summary>
    private const int MaxDepth = 64;

    private static readonly Lazy<JsonObject> Skeleton = new(Merge);

    private static readonly Lazy<SchemaSet> Set = new(() =>
        new SchemaSet(new SchemaOptions { UnknownKeywords = UnknownKeywordPolicy.Ignore, MaxDepth = MaxDepth }).Add(Document, JsonBytes(Skeleton.Value)).Compile());

    /// <summary>The document without its paths: a copy.</summary>
    public static JsonObject NewDocument() => Skeleton.Value.DeepClone().AsObject();

    public static JsonSchema Get(string name) => Set.Value.Get($"{Document}{Reference(name)}");

    /// <summary>The members that an object of that schema may have.</summary>
    public static IReadOnlyList<string> Members(string name) =>
        [.. Components(Skeleton.Value)[name]!["properties"]!.AsObject().Select(member => member.Key)];

    /// <summary>The members that an object of that schema must have.</summary>
    public static IReadOnlyList<string> Required(string name) =>
        [.. Components(Skeleton.Value)[name]!["required"]?.AsArray().Select(member => member!.GetValue<string>()) ?? []];

    /// <summary>What a member is to be, in words that follow "expected".</summary>
    public static string Describe(string name, string member)
    {
        var schema = Components(Skeleton.Value)[name]!["properties"]![member]!;
        if (schema["enum"] is JsonArray words) return $"one of {string.Join(", ", words)}";
        var about = schema["description"]?.GetValue<string>().TrimEnd('.');
        return about is null ? $"a {schema["type"]}" : char.ToLowerInvariant(about[0]) + about[1..];
    }

    public static string Reference(string name) => $"#/components/schemas/{name}";

    private static JsonObject Components(JsonObject document) => document["components"]!["schemas"]!.AsObject();

    private static JsonObject Merge()
    {
        using var stream = typeof(AdminSchemas).Assembly.GetManifestResourceStream("admin/components.json")!;
        var document = JsonNode.Parse(stream)!.AsObject();
        Take(Components(document), "Transcript", "transcript.schema.json");
        Take(Components(document), "Scenario", "scenario.schema.json");
        return document;
    }

    /// <summary>Takes a published schema in: its own definitions become components, named after it.</summary>
    private static void Take(JsonObject components, string name, string fixture)
    {
        var schema = JsonNode.Parse(FixtureFiles.Read(fixture))!.AsObject();
        Redirect(schema, name);
        var definitions = schema["$defs"]!.AsObject();
        foreach (var word in (string[])["$defs", "$schema", "$id"]) schema.Remove(word);
        components[name] = schema;
        foreach (var (word, definition) in definitions) components[Named(name, word)] = definition!.DeepClone();
    }

    private static void Redirect(JsonNode node, string name)
    {
        const string local = "#/$defs/";
        if (node is JsonArray list)
        {
            foreach (var item in list.OfType<JsonNode>()) Redirect(item, name);
        }
        else if (node is JsonObject members)
        {
            foreach (var (key, value) in members.ToList())
            {
                if (key == "$ref" && value!.GetValue<string>() is { } target && target.StartsWith(local, StringComparison.Ordinal)) members[key] = Reference(Named(name, target[local.Length..]));
                else if (value is not null) Redirect(value, name);
            }
        }
    }

    private static string Named(string name, string word) => $"{name}{char.ToUpperInvariant(word[0])}{word[1..]}";

    private static byte[] JsonBytes(JsonObject document) => System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
}
