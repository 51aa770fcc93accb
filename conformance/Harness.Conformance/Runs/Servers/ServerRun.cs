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
public sealed class ServerRun(CheckOptions options, ServerRunOptions server)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    private readonly CaseVerdict _verdict = new(options, Party.Server);
    private readonly ProbeTarget _target = new(server.Url, server.Http ?? HttpBase(server.Url))
    {
        Dial = server.Dial,
        TrustAnyCertificate = server.TrustAnyCertificate,
    };

    private string Name => options.Name ?? server.Url.ToString().TrimEnd('/');

    /// <summary>The protocols that servers can be judged by.</summary>
    public static IEnumerable<string> Protocols => ProtocolProbes.Protocols;

    public async Task<RunReport> RunAsync(CancellationToken cancellationToken)
    {
        var clock = new StepClock(server.Time);
        var unreachable = await KnockAsync(cancellationToken);
        var probe = ProtocolProbes.Find(options.Protocol.Slug);
        if (probe is null) unreachable = $"there is no probe for {options.Protocol.Slug}";
        var cases = unreachable is null ? options.Cases.Of(options.Protocol.Slug, Party.Server) : [];
        options.OnStart?.Invoke(new RunStart(options.Protocol.Slug, RunRole.Server, Name, cases.Count));
        var results = await CaseQueue.RunAsync(cases, options, (one, cancellation) => RunAsync(probe!, one, cancellation), cancellationToken);
        return options.Settle(new RunReport
        {
            Protocol = options.Protocol.Slug,
            Role = RunRole.Server,
            Implementation = Name,
            Cases = results,
            Duration = clock.Elapsed,
            Unreachable = unreachable,
            NotRun = cases.Count - results.Count,
        });
    }

    private async Task<CaseResult> RunAsync(IProtocolProbe probe, TestCase one, CancellationToken cancellationToken)
    {
        if (ServerNeeds.Missing(one, options, server, _target) is { } missing) return CaseVerdict.NotApplicable(one, missing.Why, missing.Flag);
        var setting = CaseSetting.Of(one, options, server.Symbols, server.Channels);
        if (setting.Symbols.Count < one.Symbols) return CaseVerdict.NotApplicable(one, $"it needs {one.Symbols} symbols", "--symbols LIST");
        var bindings = setting.Bindings();
        if (server.ClientId is { } id) bindings.Set("client_id", id);
        if (server.Exchange is { } exchange) bindings.Set("exchange", exchange);
        foreach (var (name, value) in one.Values) bindings.Set(name, JsonElement.Parse(value.Span));
        // A clock of its own for each case: what a peer reads as the time of day must not run away from it.
        var time = server.Speed.Equals(1) ? server.Time : new RunningClock(server.Time.GetUtcNow(), server.Speed, server.Time);
        var clock = new StepClock(time);
        var task = new ProbeTask
        {
            Protocol = options.Protocol,
            Endpoint = setting.Endpoint,
            Symbols = setting.Symbols,
            Channels = setting.Channels,
            Bindings = bindings,
            Time = time,
            Http = static (_, _) => throw new InvalidOperationException("the stage makes the requests"),
        };
        await using var stage = new ProbeStage(probe, _target, task, clock)
        {
            PlaceOrder = server.OrderCommand is { } command ? new OrderCommand(command, server.Folder).RunAsync : server.PlaceOrder,
        };
        var engine = new StepEngine(stage, clock, bindings, bindings, new StepTimes(Step, options.StartTimeout, options.Timeout));
        var failure = await engine.RunAsync(one.Steps, cancellationToken);
        var session = stage.ToTranscript(one.Id);
        var result = _verdict.Of(one, session, failure, clock.Elapsed);
        if (result.Verdict > Verdict.Info && ServerNeeds.IsGuess(one, options) && !probe.Knows(setting.Account, session)) return Unknown(one, setting.Account);
        return result.Verdict == Verdict.Untestable && IsUnnamed(one, setting.Account) ? result with { Note = $"it logged in as {setting.Account.Username ?? setting.Account.ApiKey}, since no flag names another account" } : result;
    }

    private static CaseResult Unknown(TestCase one, Account account) => CaseVerdict.NotApplicable(
        one, $"it needs an account of the role {account.Role}; {account.Username ?? account.ApiKey} was tried, and the server does not show that it knows it as one", ServerNeeds.AccountFlag(one));

    private bool IsUnnamed(TestCase one, Account account) => one.Account is null && account.Role.Length > 0 && !options.Accounts.ContainsKey(account.Role);

    /// <summary>Whether anybody listens at all.</summary>
    private async Task<string?> KnockAsync(CancellationToken cancellationToken)
    {
        if (server.Dial is not null) return null;
        using var giveUp = new CancellationTokenSource(options.StartTimeout, TimeProvider.System);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(giveUp.Token, cancellationToken);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server.Url.IdnHost, server.Url.Port, both.Token);
            return null;
        }
        catch (SocketException problem)
        {
            return $"{server.Url.Authority} cannot be reached: {problem.Message}";
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Interrupted: the run says what it did not get to.
            return null;
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            return $"{server.Url.Authority} cannot be reached: no answer within {options.StartTimeout.TotalSeconds:0} s";
        }
    }

    private static Uri HttpBase(Uri url) => new UriBuilder(url) { Scheme = url.Scheme == "wss" ? "https" : "http" }.Uri;
}
