using Harness.Conformance.Reports;
using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Runs.Clients;

/// <summary>
/// The control: the client is played against a server that takes its connection and never says a word. Nothing can pass there; if something does,
/// the harness sees what is not there, and none of its verdicts can be trusted.
/// </summary>
internal sealed class SilentControl(CheckOptions options, IClientUnderTest underTest, ClientPlace place)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Every request, handshakes among them, is taken and left without an answer for good.</summary>
    private static readonly ScenarioRule Silence = new() { On = ScenarioTrigger.Http, Do = [new StallAction(null)] };

    /// <returns>A result only where something passed.</returns>
    public async Task<CaseResult?> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Cases.Of(options.Protocol.Slug, Party.Client).FirstOrDefault(WaitsForServer) is not { } one || cancellationToken.IsCancellationRequested) return null;
        try
        {
            return await IsPassedAsync(one, cancellationToken) ? Passed(one) : null;
        }
        catch (Exception end) when (end is ClientStartException or OperationCanceledException)
        {
            // Whether it can be started at all, the cases say.
            return null;
        }
    }

    private static bool WaitsForServer(TestCase one) => one.Steps.Any(step => step is ExchangeStep { By: Party.Server });

    private async Task<bool> IsPassedAsync(TestCase one, CancellationToken cancellationToken)
    {
        var time = place.MakeClock();
        var setting = CaseSetting.Of(one, options, [], []);
        await using var mock = await MockServer.StartAsync(
            new()
            {
                Protocols = [one.Protocol],
                Transport = place.Clock is null ? MockTransport.Port : MockTransport.InProcess,
                TimeProvider = time,
                Seed = 1,
                OneSession = true,
                Scenarios = [new Scenario { Name = "silence", Protocol = one.Protocol, Rules = [Silence] }],
            },
            cancellationToken);
        var task = ClientTask.Of(setting, mock.SocketUrl, mock.HttpUrl, "", "") with { Dial = place.Clock is null ? null : mock.ConnectAsync, Time = time };
        using var stage = new MockStage(mock, one.Protocol);
        await using var client = underTest.Start(task);
        stage.Gone = client.Ended;
        var bindings = setting.Bindings();
        var engine = new StepEngine(stage, new StepClock(time), new LooseBindings(bindings), bindings, new StepTimes(Patience, Patience, Patience));
        return await engine.RunAsync(one.Steps, cancellationToken) is null;
    }

    private static CaseResult Passed(TestCase one) =>
        CaseVerdict.Fault(one, new InvalidOperationException("the case passed against a server that never said a word")) with { Case = "control.silent", Verdict = Verdict.HarnessError };
}
