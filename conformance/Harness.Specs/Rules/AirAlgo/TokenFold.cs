using System.Globalization;
using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>What the token endpoint answers.</summary>
internal sealed class TokenFold : Fold
{
    private const string Issued = "airalgo.token.002";
    private const string Slash = "airalgo.token.004";
    private const string Shape = "airalgo.token.005";
    private const string Refusal = "airalgo.token.006";
    private const string Method = "airalgo.token.007";

    private bool _isGetRefused;
    private bool _isPostRefused;

    public static IReadOnlyList<string> Clauses { get; } = [Issued, Slash, Shape, Refusal, Method];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Http, From: Party.Server, Frame.Http: { Status: { } status } response }) return;
        if (frame.Connection.Request is not { } request || !AirAlgoWords.IsTokenPath(request.Path)) return;
        findings.Applied();
        var hasSlash = request.Path!.EndsWith('/');
        var shown = string.Create(CultureInfo.InvariantCulture, $"HTTP {status}");
        if (status is 404 or >= 500 or >= 300 and < 400)
        {
            findings.Report(hasSlash && status < 500 ? Slash : Issued, frame, "The token endpoint does not serve", "a token, or a refusal", shown);
        }
        else if (status is >= 200 and < 300)
        {
            JudgeGood(frame, status, response.Body, shown, findings);
        }
        else if (status == 405)
        {
            JudgeMethod(frame, request.Method, shown, findings);
        }
        else if (status != 429)
        {
            JudgeRefusal(frame, status, response.Body, shown, findings);
        }
    }

    /// <summary>Which method it takes is not documented; one it must take.</summary>
    private void JudgeMethod(FrameView frame, string? method, string shown, FindingSink findings)
    {
        if (method == "GET") findings.Report(Method, frame, "The token endpoint does not take GET", "a token, or a refusal", shown);
        _isGetRefused |= method == "GET";
        _isPostRefused |= method == "POST";
        if (_isGetRefused && _isPostRefused) findings.Report(Issued, frame, "The token endpoint takes neither GET nor POST", "a token, or a refusal", shown);
    }

    private static void JudgeGood(FrameView frame, int status, string? body, string shown, FindingSink findings)
    {
        if (status != 200) findings.Report(Shape, frame, "A good answer has another status than ours", "HTTP 200", shown);
        using var json = Parse(body);
        if (json is not null && AirAlgoWords.Text(json.RootElement, "access_token") is { Length: > 0 } && AirAlgoWords.Text(json.RootElement, "status") == "ok") return;
        findings.Report(Shape, frame, "A good answer is of another form than ours", "a JSON object with status ok and the string access_token", json is null ? "no JSON object" : $"the members {Members(json.RootElement)}");
    }

    private static void JudgeRefusal(FrameView frame, int status, string? body, string shown, FindingSink findings)
    {
        if (status != 401) findings.Report(Refusal, frame, "A refusal has another status than ours", "HTTP 401", shown);
        using var json = Parse(body);
        if (json is not null && AirAlgoWords.Text(json.RootElement, "status") == "error" && AirAlgoWords.Text(json.RootElement, "reason") == AirAlgoWords.InvalidKey) return;
        findings.Report(Refusal, frame, "A refusal is of another form than ours", $"a JSON object with status error and the reason {AirAlgoWords.InvalidKey}", json is null ? "no JSON object" : $"the members {Members(json.RootElement)}");
    }

    private static JsonDocument? Parse(string? body)
    {
        try
        {
            var json = JsonDocument.Parse(body ?? "");
            if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
            json.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Members(JsonElement parent) => string.Join(", ", parent.EnumerateObject().Take(8).Select(member => member.Name.Length <= 40 ? member.Name : member.Name[..40] + "…"));
}
