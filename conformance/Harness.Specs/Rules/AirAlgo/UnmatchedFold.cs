using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Events before a join are refused, and a failed join neither joins nor ends anything.</summary>
internal sealed class UnmatchedFold(AirAlgoSession session) : Fold
{
    private const string Refused = "airalgo.join.010";
    private const string Reason = "airalgo.join.011";
    private const string Stays = "airalgo.join.013";
    private const string OtherTopic = "airalgo.join.015";

    private static readonly long AtOnce = Seconds.Of(2);

    private readonly Waits<AirAlgoRequest> _waits = new();
    private readonly PerConnection<LastFailure> _failures = new(() => new LastFailure());

    public static IReadOnlyList<string> Clauses { get; } = [Refused, Reason, Stays, OtherTopic];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Request is { } request && IsTooEarly(request):
                findings.Applied();
                _waits.Start(request, frame.T + AirAlgoWords.Patience, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { Answers: { } answered } message:
                if (answered.Kind == RequestKind.Join && message.IsError) _failures.Of(frame.Connection).At = frame.T;
                if (_waits.Stop(answered)) Judge(frame, message, answered, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                _waits.StopAll(frame, ClauseOf, findings);
                JudgeEnd(frame, findings);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings))
        {
            findings.Report(ClauseOf(request), request.Frame, "An event before a join is not answered", "phx_reply with status error", $"nothing in {Seconds.Show(AirAlgoWords.Patience)}");
        }
    }

    private static bool IsTooEarly(AirAlgoRequest request) =>
        !request.IsJoined && !request.IsJoinUnderWay && request.Kind is RequestKind.Subscribe or RequestKind.Unsubscribe or RequestKind.Order or RequestKind.Unknown or RequestKind.Leave
        && request.Topic!.StartsWith(AirAlgoWords.TopicPrefix, StringComparison.Ordinal);

    private static string ClauseOf(AirAlgoRequest request) => request.IsOtherJoined ? OtherTopic : Refused;

    private static void Judge(FrameView frame, ServerMessage message, AirAlgoRequest request, FindingSink findings)
    {
        // A reply without a status is the affair of the rule about the message's fields.
        if (message is { Event: "phx_reply", Status: null }) return;
        if (!message.IsError)
        {
            findings.Report(ClauseOf(request), frame, "The server serves an event of a topic that is not joined", "phx_reply with status error", $"{AirAlgoWords.Short(message.Event)}{(message.Event == "phx_reply" ? " with status " + AirAlgoWords.Short(message.Status) : "")}");
        }
        else if (message.Reason is { } reason && reason != AirAlgoWords.UnmatchedTopic)
        {
            findings.Report(request.IsOtherJoined ? OtherTopic : Reason, frame, "An event before a join is refused with another text than the document's", AirAlgoWords.UnmatchedTopic, AirAlgoWords.Short(reason));
        }
    }

    private void JudgeEnd(FrameView frame, FindingSink findings)
    {
        var isServersDoing = frame.From == Party.Server && frame.Kind != FrameKind.Gap && ReferenceEquals(frame.Connection.End, frame.Frame);
        if (isServersDoing && _failures.Find(frame.Connection) is { } failure && frame.T - failure.At <= AtOnce)
        {
            findings.Report(Stays, frame, "The server ends the connection after a failed join", "the connection kept", $"an end after {Seconds.Show(frame.T - failure.At)}", Verdicts.Aspect.Close);
        }

        _failures.Forget(frame.Connection);
    }

    private sealed class LastFailure
    {
        public long At { get; set; }
    }
}
