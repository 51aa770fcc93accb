using System.Text;
using System.Text.Json.Nodes;

namespace Harness.Mocks.Admin;

/// <summary>
/// The admin API as an OpenAPI document, made from the one table of routes that answers calls. (Microsoft.AspNetCore.OpenApi describes endpoints that
/// its own routing maps, and their CLR types; here a table routes, and schemas come first.)
/// </summary>
internal static class OpenApiDocument
{
    /// <summary>What every route may answer, whatever it does.</summary>
    private static readonly (int Status, string About)[] Common =
    [
        (400, "the query or the body is wrong: where, what was expected, what came"),
        (401, "the bearer token is missing or wrong"),
        (403, "a browser's call from another origin, or under another host's name"),
        (500, "a fault of the mock itself"),
    ];

    private static readonly (int Status, string About)[] OfBodies =
    [
        (413, "the body is longer than 4 MiB"),
        (415, "the body's Content-Type is another"),
    ];

    public static byte[] Of(IReadOnlyList<AdminRoute> routes)
    {
        var document = AdminSchemas.NewDocument();
        var paths = new JsonObject();
        foreach (var path in routes.GroupBy(route => route.Template))
        {
            var item = new JsonObject();
            foreach (var route in path) item[route.Method.ToLowerInvariant()] = Operation(route);
            paths[AdminApi.Prefix + path.Key] = item;
        }

        // Paths come before the components, where a reader looks for them.
        document.Insert(document.IndexOf("components"), "paths", paths);
        return Encoding.UTF8.GetBytes(document.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    private static JsonObject Operation(AdminRoute route)
    {
        var operation = new JsonObject
        {
            ["operationId"] = Name(route),
            ["summary"] = route.Summary,
            ["tags"] = new JsonArray(route.Template.Split('/')[1]),
            ["security"] = route.IsOpen ? new JsonArray(new JsonObject()) : new JsonArray(new JsonObject(), new JsonObject { ["token"] = new JsonArray() }),
        };
        var parameters = new JsonArray([.. route.PathParameters.Select(InPath), .. route.Query.Select(InQuery)]);
        if (parameters.Count > 0) operation["parameters"] = parameters;
        if (route.Body is { } body) operation["requestBody"] = Request(body);
        operation["responses"] = Responses(route);
        return operation;
    }

    private static JsonObject Request(AdminBodyForm form)
    {
        var content = new JsonObject();
        foreach (var type in form.ContentTypes) content[type] = Media(form.Schema ?? "Scenario");
        return new JsonObject { ["required"] = form.IsRequired, ["content"] = content };
    }

    private static JsonObject Responses(AdminRoute route)
    {
        var responses = new SortedDictionary<int, JsonObject>();
        foreach (var (status, about) in Common.Concat(route.Body is null ? [] : OfBodies)) responses[status] = Answer(about, "Error");
        foreach (var (status, about) in route.Refusals) responses[status] = Answer(about, "Error");
        foreach (var answers in route.Answers.GroupBy(answer => answer.Status))
        {
            var content = new JsonObject();
            foreach (var answer in answers) content[answer.ContentType] = answer.Schema is null ? new JsonObject() : Media(answer.Schema);
            responses[answers.Key] = new JsonObject { ["description"] = string.Join("; ", answers.Select(answer => answer.About)), ["content"] = content };
        }

        return new JsonObject(responses.Select(pair => KeyValuePair.Create($"{pair.Key}", (JsonNode?)pair.Value)));
    }

    private static JsonObject Answer(string about, string schema) =>
        new() { ["description"] = about, ["content"] = new JsonObject { [AdminBodyForm.Json] = Media(schema) } };

    private static JsonObject Media(string schema) => new() { ["schema"] = new JsonObject { ["$ref"] = AdminSchemas.Reference(schema) } };

    private static JsonObject InPath(string name) => new() { ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject InQuery(AdminParameter parameter) =>
        new() { ["name"] = parameter.Name, ["in"] = "query", ["description"] = parameter.About, ["schema"] = JsonNode.Parse(parameter.Schema) };

    /// <summary><c>postClockAdvance</c>.</summary>
    private static string Name(AdminRoute route) =>
        route.Method.ToLowerInvariant() + string.Concat(route.Template.Split('/', '.', '{', '}').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
