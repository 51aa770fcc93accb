using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>
/// What phx_join is answered with. Whether a token is good the server alone knows; what the session shows of keys and tokens is held against
/// its answers.
/// </summary>
internal sealed class JoinFold(AirAlgoSession session) : Fold
{
    private const string Good = "airalgo.join.003";
    private const string EmptyResponse = "airalgo.join.005";
    private const string BadKey = "airalgo.join.006";
    private const string BadKeyReason = "airalgo.join.007";
    private const string BadToken = "airalgo.join.008";
    private const string BadTokenReason = "airalgo.join.009";
    private const string KeyFirst = "airalgo.join.012";

    private readonly Waits<AirAlgoRequest> _waits = new();

    public static IReadOnlyList<string> Clauses { get; } = [Good, EmptyResponse, BadKey, BadKeyReason, BadToken, BadTokenReason, KeyFirst];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Request is { Kind: RequestKind.Join } join && KeyOf(join) is not null:
                findings.Applied();
                _waits.Start(join, frame.T + AirAlgoWords.Patience, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { Answers: { Kind: RequestKind.Join } join } message && _waits.Stop(join):
                Judge(frame, message, join, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                _waits.StopAll(frame, ClauseOf, findings);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var join in _waits.TakeDue(now, findings))
        {
            findings.Report(ClauseOf(join), join.Frame, "The join is not answered", "phx_reply", $"nothing in {Seconds.Show(AirAlgoWords.Patience)}");
        }
    }

    private string ClauseOf(AirAlgoRequest join) => IsBadKey(join) ? BadKey : IsBadToken(join) ? BadToken : Good;

    private void Judge(FrameView frame, ServerMessage message, AirAlgoRequest join, FindingSink findings)
    {
        switch (message.Status)
        {
            case "ok" when IsBadKey(join):
                findings.Report(BadKey, frame, "The server takes a key that its token endpoint has refused", "phx_reply with status error", "status ok");
                break;
            case "ok" when IsBadToken(join):
                findings.Report(BadToken, frame, "The server takes a join without a token of that key", "phx_reply with status error", "status ok");
                break;
            case "ok":
                JudgeResponse(frame, message, findings);
                break;
            case "error":
                JudgeReason(frame, message.Reason, join, findings);
                break;
            case { } other:
                findings.Report(ClauseOf(join), frame, "The join is answered with another status", "ok or error", AirAlgoWords.Short(other));
                break;
        }
    }

    private static void JudgeResponse(FrameView frame, ServerMessage message, FindingSink findings)
    {
        if (!message.Payload.TryGetProperty("response", out var response) || response.ValueKind != System.Text.Json.JsonValueKind.Object) return;
        if (response.EnumerateObject().Any()) findings.ReportAllowed(EmptyResponse, frame, "The response to a good join holds something", "{}", "an object with members");
    }

    private void JudgeReason(FrameView frame, string? reason, AirAlgoRequest join, FindingSink findings)
    {
        // Without a reason at all another rule has spoken. That a topic is joined already is no matter of keys and tokens.
        if (reason is null || join.IsJoined || join.IsJoinUnderWay) return;
        var isBadKey = IsBadKey(join);
        if (reason == AirAlgoWords.InvalidKey)
        {
            if (!isBadKey && session.Credentials.IsGoodKey(KeyOf(join)!)) findings.Report(BadTokenReason, frame, "A join with a good key is refused for its key", AirAlgoWords.InvalidToken, reason);
            return;
        }

        if (reason == AirAlgoWords.InvalidToken)
        {
            if (isBadKey) findings.Report(KeyFirst, frame, "A join with a bad key is refused for its token", AirAlgoWords.InvalidKey, reason);
            return;
        }

        findings.Report(
            isBadKey ? BadKeyReason : BadTokenReason, frame, "The join is refused with another text than the document's",
            isBadKey ? AirAlgoWords.InvalidKey : AirAlgoWords.InvalidToken, AirAlgoWords.Short(reason));
    }

    private bool IsBadKey(AirAlgoRequest join) => KeyOf(join) is { } key && session.Credentials.IsRefusedKey(key);

    private bool IsBadToken(AirAlgoRequest join) =>
        string.IsNullOrEmpty(join.AccessToken) || (KeyOf(join) is { } key && session.Credentials.IsAnothers(join.AccessToken, key));

    /// <summary>A topic of another form is not about a key.</summary>
    private static string? KeyOf(AirAlgoRequest join) =>
        join.Topic!.StartsWith(AirAlgoWords.TopicPrefix, StringComparison.Ordinal) ? join.Topic[AirAlgoWords.TopicPrefix.Length..] : null;
}
