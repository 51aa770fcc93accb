using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Tests.Rules;

/// <summary>A session as a line of a table: what happens, and the findings it must bring, each as <c>FAIL ht-tse.query.001</c>; no others.</summary>
public sealed record Story(string Title, Func<object> Tell, string[] Expected)
{
    public override string ToString() => Title;

    /// <summary>Judges it live, as a recording, and as a redacted recording: all three must say the same.</summary>
    internal void Check(JudgeOptions? options = null)
    {
        var session = (Session)Tell();
        var live = session.Judge(options);
        Words(live).ShouldBe(Expected, ignoreOrder: true, $"{Title}:\n{string.Join('\n', live.Findings)}\n");
        var recorded = Judge.Run(session.Recorded(options?.VerifySignature), (options ?? JudgeOptions.Default) with { VerifySignature = null });
        recorded.Findings.Select(finding => finding.ToString()).ShouldBe(live.Findings.Select(finding => finding.ToString()), $"{Title}, recorded");
    }

    private static string[] Words(Judge judge) => [.. judge.Findings.Select(finding => $"{finding.Verdict.Word()} {finding.Clause.Id}")];
}

/// <summary>Writes tables of stories.</summary>
internal static class Stories
{
    public static TheoryData<Story> Table(params (string Title, Func<Session> Tell, string[] Expected)[] stories)
    {
        var table = new TheoryData<Story>();
        foreach (var (title, tell, expected) in stories) table.Add(new Story(title, tell, expected));
        return table;
    }
}
