using System.Text.Json;
using Harness.Conformance.Reports;
using Harness.Conformance.Runs.Clients.Processes;
using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Runs.Clients;

/// <summary>Judges a client: starts it anew for each case against a mock of its own, provokes it, and judges what crossed the wire.</summary>
public sealed class ClientRun
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly CheckOptions _options;
    private readonly HostJitter? _jitter;
    private readonly ClientRunOptions _client;
    private readonly IClientUnderTest _underTest;
    private readonly ClientPlace _place;
    private readonly CaseVerdict _verdict;
    private string? _name;

    public ClientRun(CheckOptions options, ClientRunOptions client)
        : this(options, client, new ProgramClient(client.Command, client.Environment, client.Folder), ClientPlace.Port)
    {
    }

    internal ClientRun(CheckOptions options, ClientRunOptions client, IClientUnderTest underTest, ClientPlace place)
    {
        _jitter = place.Clock is null ? new HostJitter(TimeProvider.System) : null;
        _options = options with { Jitter = _jitter, Jobs = client.Port == 0 && place.Clock is null ? options.Jobs : 1 };
        _verdict = new CaseVerdict(_options, Party.Client);
        _client = client;
        _underTest = underTest;
        _place = place;
    }

    /// <summary>The protocols that clients can be judged by.</summary>
    public static IEnumerable<string> Protocols => MockServer.KnownProtocols;

    public async Task<RunReport> RunAsync(CancellationToken cancellationToken)
    {
        await using var measured = _jitter;
        if (_jitter is not null) await _jitter.StartAsync();
        var clock = new StepClock(TimeProvider.System);
        using var unstartable = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        string? why = null;
        var control = _client.Control ? new SilentControl(_options, _underTest, _place).RunAsync(unstartable.Token) : Task.FromResult<CaseResult?>(null);
        var cases = _options.Cases.Of(_options.Protocol.Slug, Party.Client);
        _options.OnStart?.Invoke(new RunStart(_options.Protocol.Slug, RunRole.Client, _options.Name ?? _underTest.Name, cases.Count));
        var results = await CaseQueue.RunAsync(
            cases,
            _options,
            async (one, cancellation) =>
            {
                try
                {
                    return await RunAsync(one, cancellation);
                }
                catch (ClientStartException problem)
                {
                    // Every other case would say the same.
                    why ??= problem.Message;
                    await unstartable.CancelAsync();
                    throw new OperationCanceledException(problem.Message, problem, unstartable.Token);
                }
            },
            unstartable.Token);
        var fault = await control;
        return _options.Settle(new RunReport
        {
            Protocol = _options.Protocol.Slug,
            Role = RunRole.Client,
            Implementation = _options.Name ?? _name ?? _underTest.Name,
            Cases = fault is null || why is not null ? results : [.. results, fault],
            Duration = clock.Elapsed,
            Unreachable = why,
            NothingToRun = cases.Count == 0 ? _options.Cases.WhyNone(_options.Protocol.Slug, Party.Client) : null,
            NotRun = why is null ? cases.Count - results.Count : 0,
        });
    }

    private async Task<CaseResult> RunAsync(TestCase one, CancellationToken cancellationToken)
    {
        // One after the other: the mock may have to listen on one port.
        var runs = new List<CaseResult>();
        foreach (var choice in StanceChoices.Of(one)) runs.Add(await RunAsync(one, choice, cancellationToken));
        return runs.MaxBy(result => result.Verdict)!;
    }

    private async Task<CaseResult> RunAsync(TestCase one, IReadOnlyDictionary<string, string> stances, CancellationToken cancellationToken)
    {
        var setting = CaseSetting.Of(one, _options, _client.Symbols, _client.Channels);
        var time = _place.MakeClock();
        var notices = new MockNotices();
        await using var mock = await MockServer.StartAsync(MockOptions(one, stances, time) with { LogEntries = notices.Add }, cancellationToken);
        var orders = one.Orders is { } wanted ? JsonElement.Parse(Outgoing.Fill(ScenarioContent.Json(wanted), setting.Bindings())) : (JsonElement?)null;
        var task = ClientTask.Of(setting, mock.SocketUrl, mock.HttpUrl, ClientId(setting), orders?.GetRawText() ?? "") with
        {
            Dial = _place.Clock is null ? null : mock.ConnectAsync,
            Time = time,
        };
        using var stage = new MockStage(mock, one.Protocol);
        await using var client = _underTest.Start(task);
        stage.Gone = client.Ended;
        var clock = new StepClock(time);
        var bindings = setting.Bindings();
        var engine = new StepEngine(stage, clock, new LooseBindings(bindings), bindings, new StepTimes(Step, _options.StartTimeout, _options.Timeout));
        var failure = notices.Explain(await engine.RunAsync(one.Steps, cancellationToken));
        var left = client.Ended.IsCompleted;
        if (left) await stage.SettleAsync(clock, cancellationToken);
        var transcript = stage.ToTranscript(isOver: left);
        var ending = left ? ClientEndings.Judge(one, transcript, client) : null;
        await client.StopAsync();
        _name ??= client.Output.Name;
        return Missing(one, client.Output) is { } missing
            ? CaseVerdict.NotApplicable(one, missing.Why, missing.Flag)
            : _verdict.Of(one, transcript, failure, clock.Elapsed, stances, More(ending, client.Output, stage.ToTranscript()), client.Errors, [.. orders?.EnumerateArray() ?? default]);
    }

    private IEnumerable<CaseFinding> More(CaseFinding? ending, ClientOutput output, Transcript transcript)
    {
        if (ending is not null) yield return ending;
        if (!Capabilities(output).Contains("echo")) yield break;
        foreach (var finding in EchoJudge.Judge(transcript, output.Echo)) yield return finding;
    }

    /// <summary>A capability that the client lacks; what the document obliges needs none.</summary>
    private (string Why, string Flag)? Missing(TestCase one, ClientOutput output)
    {
        var missing = one.Needs.Where(need => need is "echo" or "orders").Except(Capabilities(output)).ToList();
        return missing.Count == 0 ? null : ($"it needs the capability {string.Join(" and ", missing)}, which the client's hello can declare too", $"--capabilities {string.Join(',', missing)}");
    }

    private IEnumerable<string> Capabilities(ClientOutput output) => output.Capabilities.Concat(_client.Capabilities);

    private MockServerOptions MockOptions(TestCase one, IReadOnlyDictionary<string, string> stances, TimeProvider time) => new()
    {
        Protocols = [one.Protocol],
        Port = _client.Port,
        Transport = _place.Clock is null ? MockTransport.Port : MockTransport.InProcess,
        TimeProvider = time,
        Seed = _client.Seed,
        Rate = _client.Rate,
        OneSession = true,
        Accounts = _options.Accounts,
        Scenarios = one.Mock is { } scenario ? [scenario] : [],
        Stances = _options.Stances.Chosen.Concat(stances).DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => stances.GetValueOrDefault(pair.Key, pair.Value)),
    };

    /// <summary>Each case has a mock of its own, so one id serves all; a client that has an id of its own may keep it.</summary>
    private static string ClientId(CaseSetting setting) => setting.Endpoint.Query.Any(parameter => parameter.Carries == "client-id") ? "harness-client" : "";
}
