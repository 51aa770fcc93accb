using System.Globalization;
using System.IO.Enumeration;
using Harness.Conformance.Live;
using Harness.Conformance.Reports;
using Harness.Conformance.Runs;
using Harness.Conformance.Testing;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Conformance;

/// <summary>The judge for .NET test suites: holds what a client did on a mock against the document, RFC 6455 and the duties of any trading client.</summary>
public static class MockConformance
{
    /// <summary>
    /// Judges what clients did on the mock up to this moment, each session by every rule of its protocol; what the mock did, scripted or not, is never held
    /// against them. Where the mock's clock stands still it first waits until nothing moves.
    /// </summary>
    /// <param name="mock">The mock they spoke to.</param>
    /// <param name="strict">A broken SHOULD fails as well.</param>
    /// <param name="noDuties">Leaves out the duties, which are ours and no document's: data again after a reconnect, no hammering and the like.</param>
    /// <param name="skip">Ids of clauses or rules to pass over; <c>*</c> stands for anything: <c>odin.close.*</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Everything that was found and fails nothing: broken SHOULDs, and what is worth knowing.</returns>
    /// <exception cref="ConformanceException">A MUST was broken, or no client has connected, so that there was nothing to judge.</exception>
    public static async Task<IReadOnlyList<CaseFinding>> ShouldBeConformantAsync(
        this MockServer mock, bool strict = false, bool noDuties = false, IReadOnlyList<string>? skip = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mock);
        await mock.Clock.QuietAsync(cancellationToken);
        var now = mock.Clock.Now;
        var transcripts = mock.Transcripts.Where(transcript => ProtocolCatalog.Embedded.Find(transcript.Header.Protocol) is not null).Select(transcript => Observed(transcript, now)).ToList();
        if (!transcripts.Exists(transcript => transcript.Frames.Any(frame => frame.Kind is FrameKind.Open or FrameKind.Refuse)))
        {
            throw new ConformanceException("nothing was judged: no client has tried to connect to this mock since its start or its last reset", []);
        }

        var options = new JudgeOptions { Stances = StancesOf(mock), Strict = strict, Duties = !noDuties };
        var reports = new TranscriptRun(options, Party.Client)
            .Judge(transcripts.Select(transcript => (transcript.Header.Session, transcript)))
            .Select(report => Without(report, skip ?? []))
            .ToList();
        var found = reports.SelectMany(report => report.Cases).SelectMany(result => result.Findings).ToList();
        var failed = found.Where(Fails).ToList();
        if (failed.Count > 0) throw new ConformanceException(Text(reports, failed.Count), failed);
        foreach (var finding in found) mock.Note(MockLogLevel.Notice, "judge", null, FindingText.Of(finding));
        return found;
    }

    /// <summary>
    /// Judges clients while they speak: each finding goes to the mock's log within a moment of the frame that shows it, and to <c>/__admin/findings</c>.
    /// Dispose it before the mock.
    /// </summary>
    /// <param name="mock">The mock they speak to.</param>
    /// <param name="noDuties">Leaves out the duties of any trading client.</param>
    public static LiveJudge JudgeLive(this MockServer mock, bool noDuties = false) => LiveJudge.Attach(mock, new LiveJudgeOptions
    {
        Duties = !noDuties,
        OnFinding = finding => mock.Note(MockLogLevel.Notice, finding.Protocol, finding.Session, finding.Line),
        Remark = remark => mock.Note(MockLogLevel.Notice, "judge", null, remark),
    });

    private static bool Fails(CaseFinding finding) => finding.Verdict >= Verdict.Fail;

    private static StanceSettings StancesOf(MockServer mock) => ProtocolCatalog.Embedded.Stances.Choose(
        mock.Options.Scenarios.SelectMany(scenario => scenario.Stances).Concat(mock.Options.Stances).Select(pair => $"{pair.Key}={pair.Value}"), out _);

    /// <summary>Says at its end that nothing more came until now: silence is judged as well.</summary>
    private static Transcript Observed(Transcript transcript, DateTimeOffset now)
    {
        var last = transcript.Frames.Count == 0 ? null : transcript.Frames[^1];
        var mark = new Frame
        {
            T = Math.Max(last?.T ?? 0, (now - transcript.Header.Started).Ticks / TimeSpan.TicksPerMicrosecond),
            Connection = last?.Connection ?? 1,
            Index = (last?.Index ?? -1) + 1,
            From = Party.Server,
            Kind = FrameKind.Gap,
            Frames = 0,
        };
        return transcript with { Frames = [.. transcript.Frames, mark] };
    }

    private static RunReport Without(RunReport report, IReadOnlyList<string> skip) =>
        report with { Cases = [.. report.Cases.Select(result => result with { Findings = [.. result.Findings.Where(finding => !IsSkipped(finding, skip))] })] };

    private static bool IsSkipped(CaseFinding finding, IReadOnlyList<string> skip) => skip.Any(glob =>
        FileSystemName.MatchesSimpleExpression(glob, finding.Rule, ignoreCase: false)
        || (finding.Clause is { } clause && FileSystemName.MatchesSimpleExpression(glob, clause.Id, ignoreCase: false)));

    private static string Text(IReadOnlyList<RunReport> reports, int count)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine($"the client broke {(count == 1 ? "a requirement" : $"{count} requirements")}:");
        var shown = new ConsoleReport(text, colour: false);
        foreach (var result in reports.SelectMany(report => report.Cases).Where(result => result.Findings.Any(Fails)))
        {
            shown.WriteCase(result with { Verdict = result.Findings.Max(finding => finding.Verdict), Case = $"session {result.Case}", Findings = [.. result.Findings.Where(Fails)] });
        }

        return text.ToString().TrimEnd();
    }
}
