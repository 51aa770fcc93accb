using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>What Phoenix does and the document does not mention: heartbeats, leaving, joining twice. All of it is our reading.</summary>
internal sealed class PhoenixFold(RuleContext context, AirAlgoSession session) : Fold
{
    private const string Heartbeat = "airalgo.phoenix.001";
    private const string Silence = "airalgo.phoenix.002";
    private const string JoinTwice = "airalgo.phoenix.004";
    private const string Leave = "airalgo.phoenix.005";

    /// <summary>A server's timer need not be exact.</summary>
    private static readonly long Grace = Seconds.Of(10);

    private readonly long? _patience = context.Stances["airalgo.heartbeat"] is var stance && stance == "off" ? null : (long)(Duration.Millis(stance) * 1000);
    private readonly Waits<AirAlgoRequest> _waits = new();
    private readonly PerConnection<State> _states = new(() => new State());

    public static IReadOnlyList<string> Clauses { get; } = [Heartbeat, Silence, JoinTwice, Leave];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text or FrameKind.Binary when frame.From == Party.Client:
                _states.Of(frame.Connection).Heard = frame.T;
                if (session.Request is { } request) Follow(frame, request, findings);
                break;
            case FrameKind.Text when session.Server is { } message:
                JudgeSilence(frame, findings);
                if (message is { Event: "phx_close", Topic: { } closed }) _states.Of(frame.Connection).Rejoined.Remove(closed);
                if (message.Answers is { } answered) Judge(frame, message, answered, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                _waits.StopAll(frame.Connection);
                _states.Forget(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings)) Report(request, request.Frame, $"nothing in {Seconds.Show(AirAlgoWords.Patience)}", findings);
    }

    private void Follow(FrameView frame, AirAlgoRequest request, FindingSink findings)
    {
        if (request.Kind == RequestKind.Heartbeat || request is { Kind: RequestKind.Leave, IsJoined: true })
        {
            findings.Applied();
            _waits.Start(request, frame.T + AirAlgoWords.Patience, findings, frame.Connection);
        }

        if (request is { Kind: RequestKind.Join, IsJoined: true })
        {
            findings.Applied();
            _states.Of(frame.Connection).Rejoined.Add(request.Topic!);
        }
    }

    private void Judge(FrameView frame, ServerMessage message, AirAlgoRequest request, FindingSink findings)
    {
        if (_waits.Stop(request) && message.Status != "ok") Report(request, frame.Frame, $"status {AirAlgoWords.Short(message.Status)}", findings);
        if (request is { Kind: RequestKind.Join, IsJoined: true } && message is { IsError: true, Reason: not AirAlgoWords.InvalidToken })
        {
            _states.Of(frame.Connection).Rejoined.Remove(request.Topic!);
            findings.Report(JoinTwice, frame, "A second join is refused", "phx_close, and the second join answered as usual", AirAlgoWords.Short(message.Reason));
        }

        if (request.Kind == RequestKind.Join && message.Status == "ok" && _states.Of(frame.Connection).Rejoined.Remove(request.Topic!))
        {
            findings.Report(JoinTwice, frame, "A second join is answered and the first was not ended", "phx_close before it", "none");
        }
    }

    /// <summary>Only the server's own words prove that it still holds the connection: a client that is cut off may not know.</summary>
    private void JudgeSilence(FrameView frame, FindingSink findings)
    {
        if (_patience is not { } patience) return;
        var state = _states.Of(frame.Connection);
        var since = Math.Max(state.Heard, frame.Connection.AcceptedAt ?? 0);
        if (frame.T - since <= patience + Grace || state.WasTold) return;
        state.WasTold = true;
        findings.Report(Silence, frame, "The server keeps a connection from which nothing is heard", $"its end after {Seconds.Show(patience)}", $"a message after {Seconds.Show(frame.T - since)}");
    }

    private static void Report(AirAlgoRequest request, Frame at, string actual, FindingSink findings) => findings.Report(
        request.Kind == RequestKind.Heartbeat ? Heartbeat : Leave, at, $"{(request.Kind == RequestKind.Heartbeat ? "A heartbeat" : "phx_leave")} is not answered as Phoenix does", "phx_reply with status ok", actual);

    private sealed class State
    {
        public long Heard { get; set; }

        public bool WasTold { get; set; }

        /// <summary>Topics that were joined again and whose first join has not been ended.</summary>
        public HashSet<string> Rejoined { get; } = [];
    }
}
