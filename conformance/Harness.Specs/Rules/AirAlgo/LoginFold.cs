using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>How a client asks for a token.</summary>
internal sealed class LoginFold : Fold
{
    private const string Address = "airalgo.token.001";
    private const string Key = "airalgo.token.003";

    public static IReadOnlyList<string> Clauses { get; } = [Address, Key];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame is not { Kind: FrameKind.Http, From: Party.Client, Frame.Http: { Path: { } path } request }) return;
        if (!path.Contains("token", StringComparison.OrdinalIgnoreCase) && AirAlgoWords.Query(request, "api_key") is null) return;
        findings.Applied();
        if (!AirAlgoWords.IsTokenPath(path)) findings.Report(Address, frame, "The client asks for a token at another address", AirAlgoWords.TokenPath, path);
        else if (request.Method is not ("GET" or "POST")) findings.Report(Key, frame, "The client asks for a token with another method", "GET, or POST", request.Method ?? "none");
        else if (AirAlgoWords.Query(request, "api_key") is null)
        {
            findings.Report(Key, frame, "The client asks for a token without its key in the query", "the query parameter api_key", request.Query.Count == 0 ? "no query" : $"the parameters {string.Join(", ", request.Query.Take(8).Select(pair => pair.Key))}");
        }
    }
}
