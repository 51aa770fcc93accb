using System.Net;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>How a client asks for a token: one form, posted to one place. Words of the vendor's SDK are told apart, not held against it.</summary>
internal sealed class LoginFold(LoginClauses clauses) : Fold
{
    private const string FormType = "application/x-www-form-urlencoded";
    private static readonly string[] Usernames = ["username", "UserName_or_Email"];
    private static readonly string[] Passwords = ["password", "Password"];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Http, From: Party.Client, Frame.Http: { } request } || !AsksForToken(request)) return;
        findings.Applied();
        if (request.Path != HedgeTechSession.TokenPath || request.Method != "POST")
        {
            var (clause, what) = request.Path == HedgeTechSession.TokenPath ? (clauses.Method, "with another method") : (clauses.Path, "at another address");
            findings.Report(clause, frame, $"The client asked for a token {what}", $"POST {HedgeTechSession.TokenPath}", $"{request.Method} {request.Path}");
            if (clause == clauses.Path) return;
        }

        var type = request.Header("Content-Type")?.Split(';')[0].Trim();
        if (!FormType.Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            findings.Report(clauses.Form, frame, "The token request does not say that its body is a form", $"Content-Type: {FormType}", type is null ? "no Content-Type" : $"Content-Type: {type}");
            return;
        }

        JudgeFields(frame, Names(request.Body), findings);
    }

    private void JudgeFields(FrameView frame, List<string> names, FindingSink findings)
    {
        var missing = new List<string>();
        if (!names.Exists(name => Usernames.Contains(name))) missing.Add(Missing("username", names));
        if (!names.Exists(name => Passwords.Contains(name))) missing.Add(Missing("password", names));
        if (missing.Count > 0)
        {
            var actual = names.Count == 0 ? "a body without fields" : $"the fields {string.Join(", ", names)}";
            findings.Report(clauses.Fields, frame, $"The token request lacks {string.Join(" and ", missing)}", "the form fields username and password", actual);
        }
        else if (names.Contains("UserName_or_Email") || names.Contains("Password"))
        {
            findings.Report(
                clauses.SdkNames, frame, "The token request uses the field names of the vendor's SDK", "the documented names username and password",
                $"the fields {string.Join(", ", names)}");
        }
    }

    private static string Missing(string field, List<string> names) =>
        NearestWord.To(field, names) is { } near ? $"{field} (it has {near})" : field;

    private static List<string> Names(string? body) =>
        [.. (body ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries).Select(piece => WebUtility.UrlDecode(piece.Split('=')[0])).Where(name => name.Length is > 0 and < 100)];

    /// <summary>It went to the token endpoint, or to somewhere near it with something like a password.</summary>
    private static bool AsksForToken(HttpExchange request)
    {
        if (request.Path is not { } path) return false;
        if (path == HedgeTechSession.TokenPath) return true;
        return path.Contains("token", StringComparison.OrdinalIgnoreCase) || request.Body?.Contains("password", StringComparison.OrdinalIgnoreCase) == true;
    }
}

/// <summary>The clauses of <see cref="LoginFold"/>: path; method; content type; field names; the SDK's field names.</summary>
internal sealed record LoginClauses(string Path, string Method, string Form, string Fields, string SdkNames) : ClauseSet;
