using System.Collections.Concurrent;
using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Json;
using Harness.Fixtures.Schemas;
using Harness.Fixtures.Yaml;

namespace Harness.Mocks.Admin;

/// <summary>Holds bodies against the schemas that <c>/openapi.json</c> publishes, so that the two cannot say different things.</summary>
internal static class AdminBodies
{
    private static readonly ConcurrentDictionary<string, JsonSchema> Schemas = new();

    /// <summary>The body as JSON.</summary>
    /// <returns>Null where it does not fit; then <paramref name="problem"/> is the first thing that is wrong.</returns>
    public static JsonElement? Read(ReadOnlyMemory<byte> body, string schema, out AdminProblem? problem)
    {
        problem = null;
        if (body.IsEmpty) return JsonElement.Parse("{}"u8);
        var errors = Schemas.GetOrAdd(schema, AdminSchemas.Get).Validate(body.Span);
        if (errors.Count == 0 && BrokenEscapes.Occur(body.Span)) problem = AdminProblem.At("", "JSON", "not JSON: a string holds half a surrogate pair");
        if (problem is not null) return null;
        if (errors.Count == 0) return JsonElement.Parse(body.Span);

        // A misspelt name or a value of the wrong type makes other keywords fail as well: the cause is what helps.
        problem = Describe(errors.FirstOrDefault(error => error.Keyword is "json" or "additionalProperties" or "type") ?? errors[0], schema, Parse(body));
        return null;
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonElement.Parse(body.Span);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static AdminProblem Describe(SchemaError error, string schema, JsonElement body)
    {
        switch (error.Keyword)
        {
            case "json":
                return AdminProblem.At("", "JSON", $"not JSON: {error.Actual}");
            case "additionalProperties":
                var name = JsonPointer.Steps(error.InstancePath)[^1];
                var known = AdminSchemas.Members(schema);
                var expected = known.Count == 0 ? "no body, or {}" : $"one of {string.Join(", ", known)}{NearestWord.Hint(name, known)}";
                return AdminProblem.At(error.InstancePath, expected, "no member of this body");
            case "required" when AdminSchemas.Required(schema).FirstOrDefault(member => !body.TryGetProperty(member, out _)) is { } missing:
                return AdminProblem.At($"/{missing}", AdminSchemas.Describe(schema, missing), (string?)null);
            default:
                return AdminProblem.At(error.InstancePath, error.Expected, error.Actual);
        }
    }
}
