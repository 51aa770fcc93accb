using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>What cannot be served is answered with an error, and the connection stays. All of it is our reading.</summary>
internal sealed class ErrorFold(AirAlgoSession session) : Fold
{
    private const string Malformed = "airalgo.envelope.010";
    private const string Expired = "airalgo.join.014";
    private const string List = "airalgo.subscribe.006";
    private const string Order = "airalgo.execution.005";

    private static readonly long AtOnce = Seconds.Of(2);

    private readonly Waits<AirAlgoRequest> _waits = new();
    private readonly PerConnection<LastExpiry> _expiries = new(() => new LastExpiry());

    public static IReadOnlyList<string> Clauses { get; } = [Malformed, Expired, List, Order];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Request is { } request && ClauseOf(request) is not null:
                findings.Applied();
                _waits.Start(request, frame.T + AirAlgoWords.Patience, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { Answers: { } answered } message:
                if (_waits.Stop(answered)) Judge(frame, message, answered, findings);
                if (answered.IsJoined && message is { IsError: true, Reason: AirAlgoWords.InvalidToken }) _expiries.Of(frame.Connection).At = frame.T;
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                JudgeEnd(frame, findings);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings)) Report(request, request.Frame, $"nothing in {Seconds.Show(AirAlgoWords.Patience)}", findings);
    }

    private static string? ClauseOf(AirAlgoRequest request) => request switch
    {
        { Kind: RequestKind.Malformed } => Malformed,
        { IsJoined: true, Kind: RequestKind.Subscribe or RequestKind.Unsubscribe, Tokens: null } => List,
        { IsJoined: true, Kind: RequestKind.Order, Order.IsReadable: false } => Order,
        _ => null,
    };

    private static void Judge(FrameView frame, ServerMessage message, AirAlgoRequest request, FindingSink findings)
    {
        if (!message.IsError) Report(request, frame.Frame, $"{AirAlgoWords.Short(message.Event)}, not an error", findings);
        else if (request.Kind == RequestKind.Malformed && message.Reason is { } reason && reason != AirAlgoWords.InvalidMessage)
        {
            findings.Report(Malformed, frame, "A message that is none is refused with another reason than ours", AirAlgoWords.InvalidMessage, AirAlgoWords.Short(reason));
        }
    }

    private static void Report(AirAlgoRequest request, Frame at, string actual, FindingSink findings)
    {
        // An order that only lacks a price may be taken as one with the price 0.
        var what = request.Kind switch
        {
            RequestKind.Malformed => "a message that is none",
            RequestKind.Order => "an order that cannot be read",
            _ => "a list that is none",
        };
        if (request.Kind == RequestKind.Order && actual.Contains("order_response", StringComparison.Ordinal)) return;
        findings.Report(ClauseOf(request)!, at, $"The server does not refuse {what}", "phx_reply with status error", actual);
    }

    private void JudgeEnd(FrameView frame, FindingSink findings)
    {
        var isServersDoing = frame.From == Party.Server && frame.Kind != FrameKind.Gap && ReferenceEquals(frame.Connection.End, frame.Frame);
        foreach (var request in _waits.StopAll(frame.Connection))
        {
            if (isServersDoing && frame.T - request.Frame.T <= AtOnce) Report(request, frame.Frame, "the end of the connection", findings);
        }

        if (isServersDoing && _expiries.Find(frame.Connection) is { } expiry && frame.T - expiry.At <= AtOnce)
        {
            findings.Report(Expired, frame, "The server ends the connection after it refused an expired token", "the connection kept", $"an end after {Seconds.Show(frame.T - expiry.At)}", Verdicts.Aspect.Close);
        }

        _expiries.Forget(frame.Connection);
    }

    private sealed class LastExpiry
    {
        public long At { get; set; }
    }
}
