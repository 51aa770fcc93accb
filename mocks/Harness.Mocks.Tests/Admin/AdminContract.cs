using System.Text;
using System.Text.Json.Nodes;
using Harness.Fixtures.Schemas;
using Harness.Mocks.Server;

namespace Harness.Mocks.Tests.Admin;

/// <summary>Holds what the admin API answers against what it publishes, in every test that calls it.</summary>
internal static class AdminContract
{
    public const string Prefix = "/__admin";

    private static readonly Lock Gate = new();
    private static JsonObject? _document;
    private static SchemaSet? _schemas;

    /// <summary>The document as it is served.</summary>
    public static JsonObject Document(MockServer server)
    {
        lock (Gate) return _document ??= JsonNode.Parse(server.OpenApi.Span)!.AsObject();
    }

    /// <summary>An answer must be one of those described, and fit its schema.</summary>
    public static void Check(MockServer server, HttpMethod method, string target, int status, string? contentType, string body)
    {
        var path = target.Split('?')[0];
        if (Operation(server, method, path) is not { } operation)
        {
            status.ShouldBeOneOf(401, 403, 404, 405);
            Fit(server, "#/components/schemas/Error", body, $"{method} {path} {status}");
            return;
        }

        var response = operation["responses"]![$"{status}"].ShouldNotBeNull($"{method} {path} answers {status}, which is not described: {body}");
        var media = response["content"]![contentType!].ShouldNotBeNull($"{method} {path} {status} answers {contentType}, which is not described");
        if (media["schema"]?["$ref"] is { } schema) Fit(server, schema.GetValue<string>(), body, $"{method} {path} {status}");
    }

    /// <summary>The description of a call; null where there is none.</summary>
    public static JsonObject? Operation(MockServer server, HttpMethod method, string path)
    {
        var segments = path.Split('/');
        var paths = Document(server)["paths"]!.AsObject().Where(pair => Fits(pair.Key.Split('/'), segments)).OrderBy(pair => pair.Key.Count(c => c == '{'));
        return paths.Select(pair => pair.Value![method.Method.ToLowerInvariant()]).FirstOrDefault(operation => operation is not null)?.AsObject();
    }

    public static IReadOnlyList<SchemaError> Errors(MockServer server, string reference, string json)
    {
        lock (Gate)
        {
            _schemas ??= new SchemaSet(new SchemaOptions { UnknownKeywords = UnknownKeywordPolicy.Ignore, AssertFormats = true })
                .Add("openapi", Encoding.UTF8.GetBytes(Document(server).ToJsonString()))
                .Compile();
            return _schemas.Get($"openapi{reference}").Validate(Encoding.UTF8.GetBytes(json));
        }
    }

    private static void Fit(MockServer server, string reference, string json, string what) =>
        Errors(server, reference, json).ShouldBeEmpty($"{what} does not fit {reference}: {json}");

    private static bool Fits(string[] template, string[] path) =>
        template.Length == path.Length && template.Zip(path).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
}
