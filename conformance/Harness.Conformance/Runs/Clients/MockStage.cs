using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Mocks.Server;

namespace Harness.Conformance.Runs.Clients;

/// <summary>Plays the server in one run of a case against a client: a fresh mock, which acts by itself and is provoked by the case.</summary>
internal sealed class MockStage : IStage, IJournalObserver, IDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    /// <summary>No rule waits longer for a client than one waits for it to come back.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(61);

    private readonly MockServer _mock;
    private readonly string _protocol;
    private int _orders;

    /// <summary>Listens from here on: make it before the client is started, whose first words might be missed.</summary>
    public MockStage(MockServer mock, string protocol)
    {
        _mock = mock;
        _protocol = protocol;
        mock.Journal.Attach(this);
    }

    public Party Plays => Party.Server;

    public FrameLog Frames { get; } = new();

    /// <summary>Set once the client is started.</summary>
    public Task Gone { get; set; } = new TaskCompletionSource().Task;

    public Task<string?> PerformAsync(ExchangeStep step, CaseBindings bindings, CancellationToken cancellationToken)
    {
        // All else the mock does by itself.
        if (step.Event.Kind == CaseEventKind.Ping) _mock.Connections.Ping("harness"u8.ToArray());
        return Task.FromResult<string?>(null);
    }

    public Task<string?> DoAsync(ScenarioAction action, CaseBindings bindings, CancellationToken cancellationToken)
    {
        var sockets = action switch
        {
            CutAction or CloseAction { Frame: false } => _mock.Connections.Cut(),
            ResetAction => _mock.Connections.Reset(),
            CloseAction close => _mock.Connections.Close(close.Code, close.Reason ?? ""),
            SendAction { Binary: false } send => _mock.Connections.Send(Outgoing.Fill(send.Content, bindings)),
            ExpireTokenAction => _mock.Connections.ExpireToken(),
            RevokeTokenAction => _mock.Connections.RevokeToken(),
            PlaceOrderAction order => Script(new PlaceOrderAction(ScenarioContent.Json(Outgoing.Fill(order.Order, bindings)))),
            _ => Script(action),
        };
        return Task.FromResult(sockets == 0 ? "no connection is open" : null);
    }

    /// <summary>The client is gone: waits until the mock has seen its connections end as well, which takes the wire a moment.</summary>
    public async Task SettleAsync(StepClock clock, CancellationToken cancellationToken)
    {
        for (var until = clock.Elapsed + Settling; clock.Elapsed < until;)
        {
            var frames = Frames.ToList();
            var ended = frames.Where(frame => frame.Kind is FrameKind.Close or FrameKind.Reset).Select(frame => frame.Connection).ToHashSet();
            if (frames.All(frame => frame is not { Kind: FrameKind.Open, From: Party.Server } || ended.Contains(frame.Connection))) return;
            await clock.WaitAsync(Frames.BeyondAsync(frames.Count), until - clock.Elapsed, cancellationToken);
        }
    }

    /// <summary>What crossed the wire, with a mark that says until when it was watched.</summary>
    /// <param name="isOver">The client is gone for good: there is nothing that could still come, so that nobody need wait to know it.</param>
    public Transcript ToTranscript(bool isOver = false)
    {
        if (_mock.Journal.Sessions is not [var session, ..])
            return new(new TranscriptHeader { Session = "s1", Protocol = _protocol, Started = _mock.Journal.Started }, []);
        var transcript = session.ToTranscript();
        var until = (_mock.Options.TimeProvider.GetUtcNow() - session.Started + (isOver ? LongestWait : TimeSpan.Zero)).Ticks / TimeSpan.TicksPerMicrosecond;
        var last = transcript.Frames.Count == 0 ? null : transcript.Frames[^1];
        var mark = new Frame { T = Math.Max(until, last?.T ?? 0), Connection = last?.Connection ?? 1, Index = (last?.Index ?? -1) + 1, From = Party.Server, Kind = FrameKind.Gap, Frames = 0 };
        return transcript with { Frames = [.. transcript.Frames, mark] };
    }

    void IJournalObserver.Observe(JournalSession session, Frame frame) => Frames.Add(frame);

    void IJournalObserver.Cleared()
    {
        // A mock of one case is never reset.
    }

    public void Dispose() => _mock.Journal.Detach(this);

    /// <summary>Whatever has no call of its own is done as the one step of a scenario that fires at once.</summary>
    private int Script(ScenarioAction action)
    {
        var rule = new ScenarioRule { On = ScenarioTrigger.Timer, Period = TimeSpan.FromMilliseconds(1), Times = 1, Do = [action] };
        _mock.Load(new Scenario { Name = FormattableString.Invariant($"step {++_orders}"), Protocol = _protocol, Rules = [rule] });
        return _mock.Connections.Count;
    }
}
