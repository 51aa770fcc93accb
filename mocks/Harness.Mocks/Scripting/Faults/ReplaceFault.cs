using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Yaml;
using Harness.Mocks.Scripting.Templates;

namespace Harness.Mocks.Scripting.Faults;

/// <summary>Sets values at JSON Pointers. A member that is missing is added, as is the item behind the last; a path through nothing is a problem.</summary>
internal sealed class ReplaceFault(IReadOnlyList<(string Pointer, ContentTemplate Value)> values) : IMessageFault
{
    public void Apply(ScriptedMessage message, RuleRun run)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(message.Payload.Span);
        }
        catch (JsonException wrong)
        {
            throw new NotSupportedException("replace needs a JSON message, and this is none", wrong);
        }

        var model = run.Model();
        foreach (var (pointer, value) in values) Set(root, pointer, Value(value, model));
        // The writer keeps the digits of numbers that nobody touched.
        message.Payload = Encoding.UTF8.GetBytes(root!.ToJsonString());
    }

    private static JsonNode? Value(ContentTemplate value, TemplateModel model)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) value.Write(json, model);
        return JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Set(JsonNode? at, string pointer, JsonNode? value)
    {
        var steps = JsonPointer.Steps(pointer);
        foreach (var step in steps[..^1])
        {
            at = at switch
            {
                JsonObject members => members[step],
                JsonArray items => Index(items, step) is { } index && index < items.Count ? items[index] : null,
                _ => null,
            };
        }

        switch (at)
        {
            case JsonObject members:
                members[steps[^1]] = value;
                break;
            case JsonArray items when Index(items, steps[^1]) is { } index && index < items.Count:
                items[index] = value;
                break;
            case JsonArray items when Index(items, steps[^1]) == items.Count:
                items.Add(value);
                break;
            default:
                throw new NotSupportedException($"replace finds nothing at {pointer} of this message");
        }
    }

    private static int? Index(JsonArray items, string step)
    {
        if (step == "-") return items.Count;
        return int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }
}
