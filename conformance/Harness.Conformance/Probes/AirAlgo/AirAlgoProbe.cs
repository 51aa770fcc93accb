using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes.AirAlgo;

/// <summary>The AirAlgo document: a token over HTTP, everything else by messages. Every handshake is alike; the case's <c>{token}</c> is made before it.</summary>
internal sealed class AirAlgoProbe : IProtocolProbe
{
    private const string Placeholder = "token";

    public string Protocol => "airalgo";

    public async Task<ProbeRequest> OpenAsync(ProbeTask task, CancellationToken cancellationToken)
    {
        if (task.Known(Placeholder) is null) task.Bindings.Set(Placeholder, await IssueAsync(task, cancellationToken));
        return new(task.Endpoint.Path, task.Query(), []);
    }

    private static async Task<string> IssueAsync(ProbeTask task, CancellationToken cancellationToken)
    {
        var route = task.Protocol.Routes.First(one => one.Name == Placeholder);
        var request = new HttpExchange { Method = route.Method, Path = route.Path, Query = [new("api_key", task.Known("api_key") ?? "")] };
        var answer = await task.Http(request, cancellationToken);

        // The document names no method.
        if (answer.Status == 405) answer = await task.Http(request with { Method = "POST" }, cancellationToken);
        if (answer.Status is not (>= 200 and < 300)) throw new ProbeException($"{route.Method} {route.Path} was answered with {answer.Status} {answer.Body}");
        return Read(answer.Body) ?? throw new ProbeException($"{route.Method} {route.Path} brought no token: {answer.Body}");
    }

    private static string? Read(string? body)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? "");
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("access_token", out var token) && token.ValueKind == JsonValueKind.String
                ? token.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
