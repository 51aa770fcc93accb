using System.Text;
using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Conformance.Runs.Clients;
using Harness.Conformance.Runs.Clients.InProcess;
using Harness.Conformance.Runs.Servers;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Actions;
using Harness.Mocks.Server;
using Harness.Specs.Rules;
using Harness.Specs.Verdicts;
using Harness.Wire.Time;

namespace Harness.Conformance.Mutants;

/// <summary>Plays every mutant through its cases on the manual clock, and says whether the suite sees what it should and nothing else.</summary>
public sealed class MutantRun(IReadOnlyList<string> protocols)
{
    /// <summary>
    /// Each lives on a clock of its own, and all of them move their clocks in the same idle moments of the thread pool: the more there are, the more is
    /// done between two such moments.
    /// </summary>
    private const int AtOnce = 16;

    /// <summary>Ids of the mutants of a protocol.</summary>
    public static IEnumerable<string> Ids(string protocol) => MutantList.All.Where(mutant => mutant.Protocol == protocol).Select(mutant => mutant.Id);

    /// <summary>Ids of the mutants that break a clause of the rule, on whichever protocol. That it catches one of them is what <see cref="RunAsync(Action{MutantResult}?, CancellationToken)"/> finds out.</summary>
    public static IEnumerable<string> Ids(IRule rule) =>
        MutantList.All.Where(mutant => mutant.Party == rule.Party && mutant.Clauses.Any(rule.Clauses.Contains)).Select(mutant => mutant.Id);

    public async Task<MutantReport> RunAsync(Action<MutantResult>? onResult, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var mutants = MutantList.All.Where(mutant => protocols.Count == 0 || protocols.Contains(mutant.Protocol)).ToList();
        var results = new MutantResult[mutants.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, mutants.Count), parallel, async (index, cancellation) =>
        {
            results[index] = await RunAsync(mutants[index], cancellation);
            onResult?.Invoke(results[index]);
        });

        return new MutantReport(results, Unproven(results), TimeProvider.System.GetElapsedTime(begun));
    }

    /// <summary>Plays one mutant.</summary>
    /// <exception cref="ArgumentException">None has that id.</exception>
    public static Task<MutantResult> RunAsync(string id, CancellationToken cancellationToken) =>
        RunAsync(MutantList.All.FirstOrDefault(mutant => mutant.Id == id) ?? throw new ArgumentException($"no mutant is called '{id}'", nameof(id)), cancellationToken);

    private static async Task<MutantResult> RunAsync(Mutant mutant, CancellationToken cancellationToken)
    {
        var options = new CheckOptions
        {
            Protocol = ProtocolCatalog.Embedded.Find(mutant.Protocol)!,
            Cases = new CaseFilter(mutant.Cases, []),
            Jobs = 1,
            Accounts = ProtocolCatalog.Embedded.Find(mutant.Protocol)!.Accounts.ToDictionary(account => account.Role),
        };
        var cases = mutant is ClientMutant client
            ? (await new ClientRun(options, new ClientRunOptions { Capabilities = ["orders"], Control = false }, new InProcessClient(mutant.Id, (task, _, cancellation) => client.Play(task, cancellation)), ClientPlace.InProcess).RunAsync(cancellationToken)).Cases
            : await PlayAsync((ServerMutant)mutant, options, cancellationToken);
        return Judge(mutant, cases);
    }

    /// <summary>A fresh mock for each case, so that what one case learns does not reach the next.</summary>
    private static async Task<IReadOnlyList<CaseResult>> PlayAsync(ServerMutant mutant, CheckOptions options, CancellationToken cancellationToken)
    {
        var results = new List<CaseResult>();
        foreach (var one in options.Cases.Of(mutant.Protocol, mutant.Party))
        {
            var clock = CaseClock.Make();
            await using var mock = await MockServer.StartAsync(mutant.Change(MockOptions(mutant, clock)), cancellationToken);
            var server = new ServerRunOptions
            {
                Url = mock.SocketUrl,
                Http = mock.HttpUrl,
                Dial = mock.ConnectAsync,
                Time = clock,
                Symbols = mutant.Symbols,
                PlaceOrder = (order, _) => Task.FromResult(Place(mock, mutant.Protocol, order)),
            };
            var report = await new ServerRun(options with { Cases = new CaseFilter([one.Id], []) }, server).RunAsync(cancellationToken);
            results.AddRange(report.Cases);
        }

        return results;
    }

    private static MockServerOptions MockOptions(ServerMutant mutant, ManualClock clock) => new()
    {
        Protocols = [mutant.Protocol],
        Transport = MockTransport.InProcess,
        TimeProvider = clock,
        Seed = 7,
        Rate = 0.1,
        Scenarios = mutant.Rules is { } rules ? [Scenario(mutant, rules)] : [],
    };

    /// <summary>Orders come from outside the wire here, as one more script that acts at once.</summary>
    private static string? Place(MockServer mock, string protocol, string order)
    {
        var place = new PlaceOrderAction(ScenarioContent.Json(Encoding.UTF8.GetBytes(order)));
        var rule = new ScenarioRule { On = ScenarioTrigger.Timer, Period = TimeSpan.FromMilliseconds(1), Times = 1, Do = [place] };
        mock.Load(new Scenario { Name = "an order", Protocol = protocol, Rules = [rule] });
        return null;
    }

    private static Scenario Scenario(Mutant mutant, string rules) =>
        ScenarioReader.Read(mutant.Id, Encoding.UTF8.GetBytes($"version: 1\nname: {mutant.Id}\nprotocol: {mutant.Protocol}\nrules:\n{rules}"));

    private static MutantResult Judge(Mutant mutant, IReadOnlyList<CaseResult> cases)
    {
        var findings = cases.SelectMany(result => result.Findings).ToList();
        var hits = findings.Where(finding => finding.Verdict != Verdict.Untestable && finding.Clause is { } clause && mutant.Clauses.Contains(clause.Id)).ToList();
        var strays = findings.Where(finding => IsGrave(finding.Verdict) && !(finding.Clause is { } clause && (mutant.Clauses.Contains(clause.Id) || mutant.Also.Contains(clause.Id)))).ToList();
        return new MutantResult(mutant.Id, mutant.Clauses, hits, strays);
    }

    private static bool IsGrave(Verdict verdict) => verdict is Verdict.Fail or Verdict.Warn or Verdict.HarnessError or Verdict.Crash or Verdict.Timeout;

    /// <summary>Rules that bind somebody here and that no mutant was caught by. Those of RFC 6455 and the duties are only asked of the whole matrix.</summary>
    private IReadOnlyList<string> Unproven(IReadOnlyList<MutantResult> results)
    {
        var proven = results.SelectMany(result => result.CaughtBy).ToHashSet();
        var played = MutantList.All.Select(mutant => mutant.Protocol).ToHashSet();
        var registers = protocols.Count == 0 ? RuleBook.Registers.Where(register => played.Contains(register) || ProtocolCatalog.Embedded.Find(register) is null) : protocols;
        return [.. RuleBook.All.Where(rule => registers.Contains(rule.Id.Split('.')[0]) && !proven.Contains(rule.Id)).Select(rule => rule.Id)];
    }
}
