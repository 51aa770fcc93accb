using System.Text.Json;

namespace Harness.Mocks.Scripting.Templates;

/// <summary>
/// What templates see, as plain values: <c>message</c> (or <c>order</c>, <c>request</c>, <c>close</c>), <c>connection</c>, <c>state</c> and <c>index</c>.
/// Made when the first template of a step asks.
/// </summary>
internal sealed class TemplateModel(RuleRun run)
{
    private Dictionary<string, object?>? _values;

    public RuleRun Run => run;

    public IReadOnlyDictionary<string, object?> Values => _values ??= Make();

    private Dictionary<string, object?> Make()
    {
        var context = run.Context;
        var values = new Dictionary<string, object?>
        {
            ["index"] = run.Index,
            ["state"] = Plain(context.ConnectionState.View(run.Scenario.Memory, run.Session)),
            [context.Name] = context.Payload is { } payload && !context.IsBinary ? Payload(payload) : null,
        };
        if (context.First is { } connection)
        {
            values["connection"] = new Dictionary<string, object?>
            {
                ["number"] = connection.Number,
                ["path"] = connection.Path,
                ["protocol"] = connection.Protocol,
                ["client_id"] = connection.ClientId,
                ["session"] = connection.SessionKey,
            };
        }

        return values;
    }

    private static object? Payload(ReadOnlyMemory<byte> payload)
    {
        using var subject = Fixtures.Scenarios.Matching.MatchSubject.Read(payload);
        return Plain(subject.Root);
    }

    private static object? Plain(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new Dictionary<string, object?>();
                foreach (var member in value.EnumerateObject()) members[member.Name] = Plain(member.Value);
                return members;
            case JsonValueKind.Array:
                return value.EnumerateArray().Select(Plain).ToList();
            case JsonValueKind.String:
                return Text(value);
            case JsonValueKind.Number:
                // A decimal keeps the digits of the wire, trailing zeros included.
                return value.TryGetDecimal(out var number) ? number : value.GetDouble();
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }

    private static string Text(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, written as an escape, stands for itself.
            return value.GetRawText().Trim('"');
        }
    }
}
