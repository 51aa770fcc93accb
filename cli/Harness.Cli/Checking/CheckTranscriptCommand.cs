using System.CommandLine;
using Harness.Cli.Flags;
using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Cli.Checking;

/// <summary><c>harness check transcript</c>: judges recordings by the rules that judge live sessions.</summary>
internal sealed class CheckTranscriptCommand : Verb
{
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Transcripts (.jsonl), HAR files (.har), or folders of them", Arity = ArgumentArity.OneOrMore };
    private readonly Flag<string> _protocol = new("--protocol", "SLUG", Forms.Text, "The document to judge by where a recording names none; one that names another is refused");
    private readonly Flag<string> _role = new("--role", "client|server|both", Forms.OneOf("client", "server", "both"), "Whom to judge; both if absent");
    private readonly JudgingFlags _judging = new();

    public CheckTranscriptCommand()
        : base("transcript", "Judges recordings")
    {
        Arguments.Add(_paths);
        Options.Add(_protocol.Option);
        Options.Add(_role.Option);
        foreach (var option in _judging.Options) Options.Add(option);
    }

    public override Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings)
    {
        var options = new JudgeOptions { Stances = _judging.Stances(flags), Strict = _judging.Strict(flags), Duties = _judging.Duties(flags), SuiteVersion = _judging.SuiteVersion(flags) };
        var role = flags.Value(_role, "both");
        Party? party = role switch { "client" => Party.Client, "server" => Party.Server, _ => null };
        var files = flags.Values(_judging.Report);
        var known = _judging.Known(flags);
        var update = flags.IsOn(_judging.Update);
        var name = _judging.NameOrNull(flags);
        var jobs = flags.Value(_judging.Jobs, Environment.ProcessorCount);
        ReadUnused(flags);
        var protocol = flags.IsGiven(_protocol) ? flags.Value(_protocol, "") : null;
        if (protocol is not null && !ProtocolCatalog.Embedded.TryFind(protocol, out _, out var error)) flags.Add($"--protocol: {error}");
        var recordings = Recordings.Read(flags.Values(_paths), out var problems, out var remarks, protocol);
        foreach (var problem in problems) flags.Add(problem);
        return async _ =>
        {
            using var output = new ReportOutput(files, surroundings);
            foreach (var remark in remarks) surroundings.Error.WriteLine(remark);
            var reports = new TranscriptRun(options, party, known?.List) { Name = name, Jobs = jobs }.Judge(recordings);
            foreach (var report in reports) Show(output, report);
            return await output.FinishAsync(reports, isMatrix: false, update ? [(known!, [.. Enumerable.Range(0, reports.Count)])] : null);
        };
    }

    /// <summary>Nobody logs in and nothing is waited for here; a mistake in such a flag is one all the same.</summary>
    private void ReadUnused(FlagReader flags)
    {
        flags.Values(_judging.Account);
        flags.Value(_judging.Timeout, default);
        flags.Value(_judging.StartTimeout, default);
    }

    private static void Show(ReportOutput output, RunReport report)
    {
        output.Begin(new RunStart(report.Protocol, report.Role, report.Implementation, report.Cases.Count));
        foreach (var result in report.Cases) output.Add(result);
        output.End(report);
    }
}
