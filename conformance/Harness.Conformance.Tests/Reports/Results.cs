using Harness.Conformance.Reports;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Tests.Reports;

/// <summary>Made-up results for the tests of reports.</summary>
internal static class Results
{
    public static RunReport Report(params Verdict[] verdicts) => new()
    {
        Protocol = "ht-tse",
        Role = RunRole.Server,
        Implementation = "made up",
        Cases = [.. verdicts.Select((verdict, index) => Case($"ht-tse.made-up.{index:000}", verdict))],
        Duration = TimeSpan.FromSeconds(1.5),
    };

    public static CaseResult Case(string id, Verdict verdict) => new()
    {
        Case = id,
        Title = "A case <of> \u0001 tests",
        Level = ClauseLevel.Must,
        Verdict = verdict,
        Clauses = ["ht-tse.connect.001"],
        Duration = TimeSpan.FromMilliseconds(20),
        Findings = verdict is Verdict.Pass or Verdict.NotApplicable ? [] : [Finding(verdict)],
        Transcript = new Transcript(
            new TranscriptHeader { Session = "s", Protocol = "ht-tse", Started = DateTimeOffset.UnixEpoch },
            [Text(0, "{}"), Text(1, """{"channel":"best-limit"}"""), Text(2, "{}")]),
        Note = verdict == Verdict.NotApplicable ? "it needs an account" : null,
        Enable = verdict == Verdict.NotApplicable ? "--account expired=USER:PASS" : null,
    };

    private static CaseFinding Finding(Verdict verdict) => new()
    {
        Rule = "ht-tse.envelope",
        Clause = ProtocolCatalog.Embedded.FindClause("ht-tse.envelope.003"),
        Party = Party.Server,
        Level = ClauseLevel.Must,
        Verdict = verdict,
        Message = "The message names no symbol",
        Expected = "symbolIsin",
        Actual = "nothing",
        Frame = new FrameRef(1, 1),
    };

    private static Frame Text(int index, string text) => new()
    {
        T = index * 1000,
        Connection = 1,
        Index = index,
        From = Party.Server,
        Kind = FrameKind.Text,
        Payload = System.Text.Encoding.UTF8.GetBytes(text),
    };
}
