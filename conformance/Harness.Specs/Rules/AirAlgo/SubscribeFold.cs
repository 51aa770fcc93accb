using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>subscribe is answered with an ltp message. Which tokens exist only the server's prices tell.</summary>
internal sealed class SubscribeFold(AirAlgoSession session) : Fold
{
    private const string Answered = "airalgo.subscribe.002";
    private const string LastValues = "airalgo.subscribe.005";

    private readonly Waits<AirAlgoRequest> _waits = new();
    private readonly PerConnection<HashSet<string>> _missing = new(() => []);

    public static IReadOnlyList<string> Clauses { get; } = [Answered, LastValues];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Request is { Kind: RequestKind.Subscribe, HasAnswerOfItsOwn: true } request:
                findings.Applied();
                _waits.Start(request, frame.T + AirAlgoWords.Patience, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { } message:
                if (message.Answers is { } answered && _waits.Stop(answered)) Judge(frame, message, answered, findings);
                else if (message.Event == "ltp") JudgeLater(frame, message, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                _waits.StopAll(frame, _ => Answered, findings);
                _missing.Forget(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings))
        {
            findings.Report(Answered, request.Frame, "subscribe is not answered", "ltp with the tokens asked for", $"none in {Seconds.Show(AirAlgoWords.Patience)}");
        }
    }

    private void Judge(FrameView frame, ServerMessage message, AirAlgoRequest request, FindingSink findings)
    {
        if (message.Event == "ltp")
        {
            // With prices and none of them new, this may have been an update on its way.
            var missing = _missing.Of(frame.Connection);
            if (request.New.Count > 0 && message.Payload.EnumerateObject().Any() && !request.New.Any(token => message.Payload.TryGetProperty(token, out _))) return;
            foreach (var token in request.Tokens!.Take(TopicState.Most - missing.Count))
            {
                if (message.Payload.TryGetProperty(token, out _)) missing.Remove(token);
                else missing.Add(token);
            }
        }
        else if (message.IsError && message.Reason != AirAlgoWords.InvalidToken)
        {
            var clause = request.Tokens!.Any(session.WasServed) ? Answered : LastValues;
            findings.Report(clause, frame, "A good subscribe is refused", "ltp with the known tokens", $"an error: {AirAlgoWords.Short(message.Reason)}");
        }
    }

    /// <summary>A token that the first answer left out exists after all.</summary>
    private void JudgeLater(FrameView frame, ServerMessage message, FindingSink findings)
    {
        if (_missing.Find(frame.Connection) is not { Count: > 0 } missing || message.Payload.ValueKind != System.Text.Json.JsonValueKind.Object) return;
        foreach (var token in message.Payload.EnumerateObject())
        {
            if (missing.Remove(token.Name)) findings.Report(LastValues, frame, "The answer to subscribe left out a token that has prices", "every known token asked for", AirAlgoWords.Short(token.Name));
        }
    }
}
