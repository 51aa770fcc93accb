using System.Text.Json;
using Harness.Conformance.Reports;
using Harness.Conformance.Runs.KnownFailures;
using Harness.Fixtures.Catalog;
using Harness.Specs.Judging;

namespace Harness.Conformance.Runs;

/// <summary>What all runs of cases have in common.</summary>
public sealed record CheckOptions
{
    public required Protocol Protocol { get; init; }

    public CaseFilter Cases { get; init; } = CaseFilter.Everything;

    /// <summary>Name of the endpoint that cases use which name none; null for the protocol's default.</summary>
    public string? Endpoint { get; init; }

    public StanceSettings Stances { get; init; } = ProtocolCatalog.Embedded.Stances.Defaults;

    /// <summary>Raises SHOULD to FAIL.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether the duties of any trading client are judged.</summary>
    public bool Duties { get; init; } = true;

    /// <summary>Judge as that version of the suite did: what clauses and cases that came later find is INFO. Null for the newest.</summary>
    public Version? SuiteVersion { get; init; }

    /// <summary>Failures that are expected.</summary>
    public KnownFailureList Known { get; init; } = KnownFailureList.Empty;

    /// <summary>Who logs in, by role; what is not named here is the protocol's own list.</summary>
    public IReadOnlyDictionary<string, Account> Accounts { get; init; } = new Dictionary<string, Account>();

    /// <summary>Cases at the same time.</summary>
    public int Jobs { get; init; } = 4;

    /// <summary>The whole time of one case. A wait that fits into it is waited out, however many of them a case has.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long the party under test may take to show the first sign of life.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Watches how late this machine is; null where nothing runs in real time.</summary>
    internal HostJitter? Jitter { get; init; }

    /// <summary>What the implementation is called in reports; null for its own word.</summary>
    public string? Name { get; init; }

    /// <summary>Told of the run as it begins.</summary>
    public Action<RunStart>? OnStart { get; init; }

    /// <summary>Told of each case as it ends.</summary>
    public Action<CaseResult>? OnResult { get; init; }

    /// <param name="stances">What our own side plays in the case.</param>
    /// <param name="late">How late the machine was meanwhile.</param>
    /// <param name="orders">What the client was asked to submit in the case.</param>
    internal JudgeOptions Judging(IReadOnlyDictionary<string, string> stances, TimeSpan late, IReadOnlyList<JsonElement> orders) => new()
    {
        Orders = orders,
        Jitter = late.Ticks / TimeSpan.TicksPerMicrosecond,
        Stances = Stances.With(stances.Select(pair => $"{pair.Key}={pair.Value}"), out _),
        Strict = Strict,
        Duties = Duties,
        SuiteVersion = SuiteVersion,
    };

    /// <summary>The report with what the run says about the known failures.</summary>
    internal RunReport Settle(RunReport report) => report with { SuiteVersion = SuiteVersion, KnownFailures = Known.Settle(report) };
}
