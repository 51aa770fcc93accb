using System.Net.Sockets;
using System.Text.Json;
using Harness.Conformance.Probes;
using Harness.Conformance.Reports;
using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;
using Harness.Wire.Time;

namespace Harness.Conformance.Runs.Servers;

/// <summary>Judges a server: plays the client's side of every case against it, each in a session of its own.</summary>
public sealed class ServerRun
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly CheckOptions _options;
    private readonly ServerRunOptions _server;
    private readonly HostJitter? _jitter;
    private readonly CaseVerdict _verdict;
    private readonly ProbeTarget _target;
    private volatile bool _isGone;

    public ServerRun(CheckOptions options, ServerRunOptions server)
    {
        _jitter = server.Dial is null ? new HostJitter(TimeProvider.System, server.Speed) : null;
        // Two connections with one client id would push each other out.
        var isShared = server.ClientId is not null && options.Protocol.Endpoints.Any(endpoint => endpoint.Query.Any(parameter => parameter.Carries == "client-id"));
        _options = options with { Jitter = _jitter, Jobs = isShared ? 1 : options.Jobs };
        _server = server;
        _verdict = new CaseVerdict(_options, Party.Server);
        _target = new ProbeTarget(server.Url, server.Http ?? HttpBase(server.Url)) { Dial = server.Dial, TrustAnyCertificate = server.TrustAnyCertificate };
    }

    private string Name => _options.Name ?? _server.Url.ToString().TrimEnd('/');

    /// <summary>The protocols that servers can be judged by.</summary>
    public static IEnumerable<string> Protocols => ProtocolProbes.Protocols;

    public async Task<RunReport> RunAsync(CancellationToken cancellationToken)
    {
        await using var measured = _jitter;
        if (_jitter is not null) await _jitter.StartAsync();
        var clock = new StepClock(_server.Time);
        var unreachable = await KnockAsync(cancellationToken);
        var probe = ProtocolProbes.Find(_options.Protocol.Slug);
        if (probe is null) unreachable = $"there is no probe for {_options.Protocol.Slug}";
        var cases = unreachable is null ? _options.Cases.Of(_options.Protocol.Slug, Party.Server) : [];
        _options.OnStart?.Invoke(new RunStart(_options.Protocol.Slug, RunRole.Server, Name, cases.Count));
        if (cases.Count > 0) probe = await probe!.ScoutAsync(Scout(), cancellationToken);
        var results = await CaseQueue.RunAsync(cases, _options, (one, cancellation) => RunAsync(probe!, one, cancellation), cancellationToken);
        return _options.Settle(new RunReport
        {
            Protocol = _options.Protocol.Slug,
            Role = RunRole.Server,
            Implementation = Name,
            Cases = results,
            Duration = clock.Elapsed,
            Unreachable = unreachable,
            NothingToRun = unreachable is null && cases.Count == 0 ? _options.Cases.WhyNone(_options.Protocol.Slug, Party.Server) : null,
            NotRun = cases.Count - results.Count,
        });
    }

    /// <summary>Plays a case; a server that is not there any more after it is a crash, which costs that case. It may come back before the next.</summary>
    private async Task<CaseResult> RunAsync(IProtocolProbe probe, TestCase one, CancellationToken cancellationToken)
    {
        if (_isGone && await KnockAsync(cancellationToken) is { } still) return Absent(one, still);
        _isGone = false;
        var result = await PlayAsync(probe, one, cancellationToken);
        if (!result.Verdict.IsFailure() || await KnockAsync(cancellationToken) is not { } gone) return result;
        _isGone = true;
        return Crashed(result, gone);
    }

    private static CaseResult Absent(TestCase one, string why) => CaseVerdict.NotApplicable(one, "the server went away in an earlier case") with
    {
        Verdict = Verdict.Untestable,
        Findings = [new CaseFinding { Rule = one.Id, Party = Party.Server, Level = one.Level, Verdict = Verdict.Untestable, Message = "The server is gone", Expected = "a server that is there", Actual = why }],
    };

    private static CaseResult Crashed(CaseResult result, string gone) => result with
    {
        Verdict = Verdict.Crash,
        Findings =
        [
            new CaseFinding { Rule = result.Case, Party = Party.Server, Level = result.Level, Verdict = Verdict.Crash, Message = "The server is gone", Expected = "a server that is there after a case", Actual = gone },
            .. result.Findings,
        ],
    };

    private Scout Scout() => new()
    {
        Play = ScoutAsync,
        Stances = _options.Stances,
        MayFail = _target.IsLoopback || _server.OwnsTarget,
    };

    private async Task<Transcript> ScoutAsync(IProtocolProbe probe, IReadOnlyList<CaseStep> steps, CancellationToken cancellationToken)
    {
        var one = new TestCase { Id = "scout", Protocol = _options.Protocol.Slug, Title = "", Since = "", Clauses = [], Level = ClauseLevel.Silent, Steps = steps };
        var (stage, engine, _) = Stage(probe, CaseSetting.Of(one, _options, _server.Symbols, _server.Channels));
        await using var played = stage;
        await engine.RunAsync(steps, cancellationToken);
        return stage.ToTranscript(one.Id);
    }

    private async Task<CaseResult> PlayAsync(IProtocolProbe probe, TestCase one, CancellationToken cancellationToken)
    {
        if (ServerNeeds.Missing(one, _options, _server, _target) is { } missing) return CaseVerdict.NotApplicable(one, missing.Why, missing.Flag);
        var setting = CaseSetting.Of(one, _options, _server.Symbols, _server.Channels);
        if (setting.Symbols.Count < one.Symbols) return CaseVerdict.NotApplicable(one, $"it needs {one.Symbols} symbols", "--symbols LIST");
        var (stage, engine, clock) = Stage(probe, setting);
        await using var played = stage;
        var failure = await engine.RunAsync(one.Steps, cancellationToken);
        var session = stage.ToTranscript(one.Id);
        var result = Judge(one, session, failure, clock.Elapsed, engine.Excused, probe.Discovery(one) is { } found ? [found] : []);
        if ((failure is not null || result.Verdict > Verdict.Info) && ServerNeeds.IsGuess(one, _options) && !probe.Knows(setting.Account, session)) return Unknown(one, setting.Account);
        return result.Verdict == Verdict.Untestable && IsUnnamed(one, setting.Account) ? result with { Note = $"it logged in as {setting.Account.Username ?? setting.Account.ApiKey}, since no flag names another account" } : result;
    }

    /// <summary>
    /// A case about something that its document leaves open may come to an end before its last step: a server that has chosen otherwise, and says so by what it
    /// does, has answered the case. There is nothing left to test, and nothing that could not be tested.
    /// </summary>
    private CaseResult Judge(TestCase one, Transcript session, StepFailure? failure, TimeSpan duration, IReadOnlyList<ExcusedStep> excused, IReadOnlyList<CaseFinding> more)
    {
        var result = _verdict.Of(one, session, failure, duration, more: more, excused: excused);
        if (failure is not { Cause: StepCause.Prerequisite } || one.Level is not (ClauseLevel.May or ClauseLevel.Silent)) return result;
        var judged = _verdict.Of(one, session, failure: null, duration, more: more, excused: excused);
        return judged.Findings.Any(finding => finding.Verdict == Verdict.Info && finding.Clause is { } clause && one.Clauses.Contains(clause.Id)) ? judged : result;
    }

    private (ProbeStage Stage, StepEngine Engine, StepClock Clock) Stage(IProtocolProbe probe, CaseSetting setting)
    {
        var bindings = setting.Bindings();
        if (_server.ClientId is { } id) bindings.Set("client_id", id);
        if (_server.Exchange is { } exchange) bindings.Set("exchange", exchange);
        foreach (var (name, value) in setting.Case.Values) bindings.Set(name, JsonElement.Parse(value.Span));
        // A clock of its own for each case: what a peer reads as the time of day must not run away from it.
        var time = _server.Speed.Equals(1) ? _server.Time : new SteeredClock(_server.Time, speed: _server.Speed);
        var clock = new StepClock(time);
        var task = new ProbeTask
        {
            Protocol = _options.Protocol,
            Endpoint = setting.Endpoint,
            Symbols = setting.Symbols,
            Channels = setting.Channels,
            Bindings = bindings,
            Time = time,
            Http = static (_, _) => throw new InvalidOperationException("the stage makes the requests"),
        };
        var stage = new ProbeStage(probe, _target, task, clock)
        {
            PlaceOrder = _server.OrderCommand is { } command ? new OrderCommand(command, _server.Folder).RunAsync : _server.PlaceOrder,
        };
        return (stage, new StepEngine(stage, clock, bindings, bindings, new StepTimes(Step, _options.StartTimeout, _options.Timeout)), clock);
    }

    private static CaseResult Unknown(TestCase one, Account account) => CaseVerdict.NotApplicable(
        one, $"it needs an account of the role {account.Role}; {account.Username ?? account.ApiKey} was tried, and the server does not show that it knows it as one", ServerNeeds.AccountFlag(one));

    private bool IsUnnamed(TestCase one, Account account) => one.Account is null && account.Role.Length > 0 && !_options.Accounts.ContainsKey(account.Role);

    /// <summary>Whether anybody listens at all.</summary>
    private async Task<string?> KnockAsync(CancellationToken cancellationToken)
    {
        if (_server.Dial is not null) return null;
        using var giveUp = new CancellationTokenSource(_options.StartTimeout, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(giveUp.Token, cancellationToken);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(_server.Url.IdnHost, _server.Url.Port, both.Token);
            return null;
        }
        catch (SocketException problem)
        {
            return $"{_server.Url.Authority} cannot be reached: {problem.Message}";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Interrupted: the run says what it did not get to.
            return null;
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            return $"{_server.Url.Authority} cannot be reached: no answer within {_options.StartTimeout.TotalSeconds:0} s";
        }
    }

    private static Uri HttpBase(Uri url) => new UriBuilder(url) { Scheme = url.Scheme == "wss" ? "https" : "http" }.Uri;
}
