using System.Net;
using System.Net.Sockets;
using Harness.Conformance.Reports;
using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Runs.Clients;

/// <summary>
/// The control: the client is played against a server that takes its connection and never says a word. Nothing can pass there; if something does,
/// the harness sees what is not there, and none of its verdicts can be trusted.
/// </summary>
internal sealed class SilentControl(CheckOptions options, IClientUnderTest underTest, ClientPlace place)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>A result only where something passed.</returns>
    public async Task<CaseResult?> RunAsync(CancellationToken cancellationToken)
    {
        // Within the process nothing listens; and a client that is ours proves nothing about the harness that its mutants do not.
        if (place.Clock is not null || options.Cases.Of(options.Protocol.Slug, Party.Client) is not [var one, ..]) return null;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var authority = FormattableString.Invariant($"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        var setting = CaseSetting.Of(one, options, [], []);
        try
        {
            await using var client = underTest.Start(ClientTask.Of(setting, new Uri($"ws://{authority}"), new Uri($"http://{authority}"), "", ""));
            var stage = new SilentStage(client.Ended);
            var bindings = setting.Bindings();
            var engine = new StepEngine(stage, new StepClock(TimeProvider.System), bindings, bindings, new StepTimes(Patience, Patience, Patience));
            return await engine.RunAsync(one.Steps, cancellationToken) is null ? Passed(one) : null;
        }
        catch (Exception end) when (end is ClientStartException or OperationCanceledException)
        {
            return null;
        }
    }

    private static CaseResult Passed(TestCase one) =>
        CaseVerdict.Fault(one, new InvalidOperationException("the case passed against a server that never said a word")) with { Case = "control.silent", Verdict = Verdict.HarnessError };

    private sealed class SilentStage(Task gone) : IStage
    {
        public Party Plays => Party.Server;

        public FrameLog Frames { get; } = new();

        public Task Gone => gone;

        public Task<string?> PerformAsync(ExchangeStep step, CaseBindings bindings, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task<string?> DoAsync(Fixtures.Scenarios.ScenarioAction action, CaseBindings bindings, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
