using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;

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

    /// <summary>Whether the answers at the token endpoint show that the server has an account of those traits.</summary>
    public static bool Shows(Account account, Transcript session) => session.Frames
        .Where(frame => frame is { Kind: FrameKind.Http, From: Party.Server })
        .Any(frame => (account.Is("unapproved") && frame.Http?.Status == 403) || (account.Is("expired-token") && HasExpired(Read(frame.Http?.Body), session.Header.TimeOf(frame))));

    private static bool HasExpired(string? token, DateTimeOffset now) =>
        token is not null && JwtFacts.Read(token)?.Expires is { } expires && expires <= now.ToUnixTimeSeconds();

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
