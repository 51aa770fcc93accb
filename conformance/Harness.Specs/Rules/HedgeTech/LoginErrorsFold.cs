using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>How the token endpoint refuses. The document is silent on all of it: other answers than ours are told as INFO.</summary>
internal sealed class LoginErrorsFold(LoginErrorsClauses clauses) : Fold
{
    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Http, From: Party.Server, Frame.Http: { Status: { } status } response }) return;
        if (!HedgeTechSession.IsTokenRequest(frame.Connection) || frame.Connection.Request is not { Method: "POST" } request) return;
        if (status is 404 or 405 or 429 or >= 500 or (>= 300 and < 400)) return;
        var isForm = IsForm(request);
        var isWhole = isForm && Has(request, "username", "UserName_or_Email") && Has(request, "password", "Password");
        if (isWhole && status < 300) return;
        findings.Applied();
        if (!isForm) Expect(clauses.NoForm, 422, "a token request whose body is no form", status, frame, findings);
        else if (!isWhole) Expect(clauses.MissingField, 422, "a token request that lacks a field", status, frame, findings);
        else JudgeRefusal(frame, status, Detail(response.Body), findings);
        if (status >= 400 && Detail(response.Body) is null)
        {
            findings.Report(clauses.Detail, frame, "The refusal does not say why", "a JSON object with detail", response.Body is { Length: > 0 } ? "another body" : "no body");
        }
    }

    private void JudgeRefusal(FrameView frame, int status, string? detail, FindingSink findings)
    {
        var isUnapproved = detail?.Contains("approv", StringComparison.OrdinalIgnoreCase) == true;
        if (!isUnapproved && clauses.NoAccess is { } clause && Blaming.Of(detail).HasFlag(Blame.Access))
        {
            findings.Report(clause, frame, "An account without access is refused a token", "a token, and close 1008 at the WebSocket", $"HTTP {status}");
            return;
        }

        if (isUnapproved) Expect(clauses.Unapproved, 403, "a login of an account that is not approved", status, frame, findings);
        else if (status != 403) Expect(clauses.WrongCredentials, 401, "a login with wrong credentials", status, frame, findings);
    }

    private static void Expect(string clause, int expected, string what, int status, FrameView frame, FindingSink findings)
    {
        if (status != expected) findings.Report(clause, frame, $"The server answers {what} in its own way", $"HTTP {expected}", $"HTTP {status}");
    }

    private static bool IsForm(HttpExchange request) =>
        request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
        && (request.Body ?? "").TrimStart() is not ['{' or '[', ..];

    private static bool Has(HttpExchange request, params ReadOnlySpan<string> names)
    {
        foreach (var piece in (request.Body ?? "").Split('&'))
        {
            if (names.Contains(piece.Split('=')[0])) return true;
        }

        return false;
    }

    /// <summary>The member <c>detail</c> as text, whatever its kind; null where there is none.</summary>
    private static string? Detail(string? body)
    {
        try
        {
            using var json = JsonDocument.Parse(body ?? "");
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("detail", out var detail) ? detail.GetRawText() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>
/// The clauses of <see cref="LoginErrorsFold"/>, one a case, that refusals carry a detail, and that an account without access to the market is issued
/// a token all the same; null where the document knows no such account.
/// </summary>
internal sealed record LoginErrorsClauses(
    string WrongCredentials, string MissingField, string NoForm, string Unapproved, string Detail, string? NoAccess = null) : ClauseSet;
