using System.Text.Json.Nodes;

namespace Harness.Specs.Tests.Rules.Virtuoso;

/// <summary>A message with each member in turn taken out, or turned into a value of another kind.</summary>
internal static class Mutations
{
    public static IEnumerable<string> Of(string text)
    {
        foreach (var path in Paths(JsonNode.Parse(text)!, []))
        {
            yield return Change(text, path, (parent, name) => parent.Remove(name));
            foreach (var value in new[] { "1", "\"x\"", "true", "null", "[]", "{}" }) yield return Change(text, path, (parent, name) => parent[name] = JsonNode.Parse(value));
        }
    }

    private static IEnumerable<string[]> Paths(JsonNode node, string[] path)
    {
        if (node is not JsonObject members) yield break;
        foreach (var (name, value) in members)
        {
            yield return [.. path, name];
            if (value is null) continue;
            foreach (var deeper in Paths(value, [.. path, name])) yield return deeper;
        }
    }

    private static string Change(string text, string[] path, Action<JsonObject, string> change)
    {
        var root = JsonNode.Parse(text)!;
        var parent = path[..^1].Aggregate(root, (node, name) => node[name]!);
        change((JsonObject)parent, path[^1]);
        return root.ToJsonString();
    }
}
