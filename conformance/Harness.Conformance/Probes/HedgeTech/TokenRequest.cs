using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes.HedgeTech;

/// <summary>The token endpoint that both HedgeTech documents share.</summary>
internal static class TokenRequest
{
    private const string Placeholder = "token";

    /// <summary>The token that the case has, or a new one, which it has from then on.</summary>
    /// <exception cref="ProbeException">The server issues none.</exception>
    public static async Task<string> TokenAsync(ProbeTask task, CancellationToken cancellationToken)
    {
        if (task.Known(Placeholder) is { } known) return known;
        var route = task.Protocol.Routes.First(one => one.Name == Placeholder);
        var answer = await task.Http(
            new HttpExchange
            {
                Method = route.Method,
                Path = route.Path,
                Headers = [new("Content-Type", "application/x-www-form-urlencoded")],
                Body = $"username={Uri.EscapeDataString(task.Known("username") ?? "")}&password={Uri.EscapeDataString(task.Known("password") ?? "")}",
            },
            cancellationToken);
        if (answer.Status is not (>= 200 and < 300)) throw new ProbeException($"{route.Method} {route.Path} was answered with {answer.Status} {answer.Body}");
        var token = Read(answer.Body) ?? throw new ProbeException($"{route.Method} {route.Path} brought no token: {answer.Body}");
        task.Bindings.Set(Placeholder, token);
        return token;
    }

    private static string? Read(string? body)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? "");
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("Authorization", out var token) && token.ValueKind == JsonValueKind.String
                ? token.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
