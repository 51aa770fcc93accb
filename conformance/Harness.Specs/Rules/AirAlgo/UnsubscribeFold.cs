using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>unsubscribe is answered with a message of the same event.</summary>
internal sealed class UnsubscribeFold(AirAlgoSession session) : Fold
{
    private const string Answered = "airalgo.unsubscribe.002";
    private const string Removed = "airalgo.unsubscribe.005";
    private const string Named = "airalgo.unsubscribe.006";

    private readonly Waits<AirAlgoRequest> _waits = new();

    public static IReadOnlyList<string> Clauses { get; } = [Answered, Removed, Named];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Request is { Kind: RequestKind.Unsubscribe, HasAnswerOfItsOwn: true } request:
                findings.Applied();
                _waits.Start(request, frame.T + AirAlgoWords.Patience, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { Answers: { } answered } message && _waits.Stop(answered):
                Judge(frame, message, answered, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                _waits.StopAll(frame, _ => Answered, findings);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings))
        {
            findings.Report(Answered, request.Frame, "unsubscribe is not answered", "a message with the event unsubscribe", $"none in {Seconds.Show(AirAlgoWords.Patience)}");
        }
    }

    private void Judge(FrameView frame, ServerMessage message, AirAlgoRequest request, FindingSink findings)
    {
        if (message.IsError && message.Reason != AirAlgoWords.InvalidToken)
        {
            findings.Report(Answered, frame, "A good unsubscribe is refused", "a message with the event unsubscribe", $"an error: {AirAlgoWords.Short(message.Reason)}");
        }

        if (message.Event != "unsubscribe" || message.Payload.ValueKind != JsonValueKind.Object || !message.Payload.TryGetProperty("tokens", out var tokens) || tokens.ValueKind != JsonValueKind.Array) return;
        if (session.Of(frame.Connection)?.Find(request.Topic) is { } topic) JudgeTokens(frame, tokens, request.Tokens!, topic, findings);
    }

    private void JudgeTokens(FrameView frame, JsonElement answer, IReadOnlyList<string> asked, TopicState topic, FindingSink findings)
    {
        var told = new HashSet<string>(answer.EnumerateArray().Where(token => token.ValueKind == JsonValueKind.String).Select(token => token.GetString()!));
        if (told.FirstOrDefault(token => !asked.Contains(token) && !topic.Subscribed.ContainsKey(token) && !topic.Unsubscribed.Contains(token)) is { } stranger)
        {
            findings.Report(Named, frame, "The answer to unsubscribe names a token that the client has never named", "tokens of the request", AirAlgoWords.Short(stranger));
        }
        else if (told.FirstOrDefault(token => !asked.Contains(token)) is { } other)
        {
            findings.Report(Removed, frame, "The answer to unsubscribe names a token that was not asked for", "tokens of the request", AirAlgoWords.Short(other));
        }

        if (asked.FirstOrDefault(token => topic.Unsubscribed.Contains(token) && session.WasServed(token) && !told.Contains(token)) is { } missing)
        {
            findings.Report(Removed, frame, "The answer to unsubscribe leaves out a token that was subscribed and asked for", AirAlgoWords.Short(missing), $"{told.Count} other tokens");
        }
    }
}
