using System.Text;
using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Transcripts;
using Harness.Wire;

namespace Harness.Conformance.Probes;

/// <summary>Plays the client in one run of a case against a server: raw, so that it can do what a polite client would not.</summary>
internal sealed class ProbeStage : IStage, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IProtocolProbe _probe;
    private readonly ProbeTarget _target;
    private readonly StepClock _clock;
    private readonly ProbeRecorder _recorder;
    private readonly ProbeHttp _http;
    private readonly List<ProbeSocket> _sockets = [];

    public ProbeStage(IProtocolProbe probe, ProbeTarget target, ProbeTask task, StepClock clock)
    {
        _probe = probe;
        _target = target;
        _clock = clock;
        _recorder = new ProbeRecorder(Frames, clock.Time);
        _http = new ProbeHttp(_recorder, target.HttpUrl, target.Dial, target.TrustAnyCertificate);
        Task = task with { Http = ExchangeAsync };
    }

    public ProbeTask Task { get; }

    public Party Plays => Party.Client;

    public FrameLog Frames { get; } = new();

    /// <summary>A server does not go for good: whether it is there, its connections tell.</summary>
    public Task Gone { get; } = new TaskCompletionSource().Task;

    /// <summary>Runs the command of <c>--provoke order=COMMAND</c>; null where none was given.</summary>
    public Func<string, CancellationToken, Task<string?>>? PlaceOrder { get; init; }

    /// <summary>The recording so far, with a mark that says until when the wire was watched.</summary>
    public Transcript ToTranscript(string session)
    {
        var frames = Frames.ToList();
        var last = frames.Count == 0 ? null : frames[^1];
        var mark = new Frame { T = _recorder.Now, Connection = last?.Connection ?? 1, Index = (last?.Index ?? -1) + 1, From = Party.Server, Kind = FrameKind.Gap, Frames = 0 };
        return new(new TranscriptHeader { Session = session, Protocol = _probe.Protocol, Started = _recorder.Started }, [.. frames, mark]);
    }

    public async Task<string?> ExcuseAsync(IReadOnlyList<ExchangeStep> expected, CancellationToken cancellationToken)
    {
        var frames = Frames.ToList();
        if (_probe.Excuse(Task, expected, frames) is { } why) return why;
        if (_probe.Inquiry(expected, frames) is { } question)
        {
            await OnWireAsync(
                wire =>
                {
                    wire.Send(WireMessage.Text(question));
                    return null;
                },
                cancellationToken);
        }

        return null;
    }

    public async Task<string?> PerformAsync(ExchangeStep step, CaseBindings bindings, CancellationToken cancellationToken)
    {
        try
        {
            _probe.Prepare(Task);
            switch (step.Event.Kind)
            {
                case CaseEventKind.Open:
                    var usual = await _probe.OpenAsync(Task, cancellationToken);
                    _sockets.Add(ProbeSocket.Open(_recorder, _target, RequestContent.Open(usual, step.Event.Fill(bindings)), _clock.Time));
                    return null;
                case CaseEventKind.Http:
                    await ExchangeAsync(RequestContent.Http(step.Event.Fill(bindings)!), cancellationToken);
                    return null;
                default:
                    return await OnWireAsync(
                        wire =>
                        {
                            WireDeeds.Send(wire, step.Event, bindings);
                            return null;
                        },
                        cancellationToken);
            }
        }
        catch (InvalidOperationException) when (_probe.Obstacle is { } obstacle)
        {
            return obstacle;
        }
        catch (Exception problem) when (problem is ProbeException or InvalidOperationException or UriFormatException)
        {
            return problem.Message;
        }
    }

    public async Task<string?> DoAsync(ScenarioAction action, CaseBindings bindings, CancellationToken cancellationToken)
    {
        switch (action)
        {
            case PlaceOrderAction order:
                return PlaceOrder is null
                    ? "an order has to be placed from outside; give --provoke order=COMMAND"
                    : await PlaceOrder(Encoding.UTF8.GetString(Outgoing.Fill(order.Order, bindings)), cancellationToken);
            default:
                return await OnWireAsync(wire => WireDeeds.Do(wire, action, bindings), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets) await socket.DisposeAsync();
        _http.Dispose();
    }

    private async Task<string?> OnWireAsync(Func<WireConnection, string?> act, CancellationToken cancellationToken)
    {
        if (_sockets.Count == 0) return "no connection has been opened yet";
        var socket = _sockets[^1];
        await _clock.WaitAsync(socket.Answered, Patience, cancellationToken);
        if (socket.Wire is not { } wire) return "the server did not accept the connection";
        return act(wire);
    }

    private async Task<HttpExchange> ExchangeAsync(HttpExchange request, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var answer = _http.SendAsync(request, giveUp.Token);
        await _clock.WaitAsync(answer, Patience, cancellationToken);
        if (answer.IsCompleted) return await answer;
        await giveUp.CancelAsync();
        await answer.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        throw new ProbeException($"{request.Method} {request.Path} was not answered within {Patience.TotalSeconds:0} s");
    }
}
