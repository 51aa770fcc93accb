using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Harness.Conformance.Reports;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Schemas;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Tests.Reports;

public sealed class ReportTests
{
    private static readonly Verdict[] Every = Enum.GetValues<Verdict>();

    [Fact]
    public void JsonReport_of_every_verdict_fits_the_published_schema()
    {
        var schema = new SchemaSet().Add("report.schema.json", FixtureFiles.Read("report.schema.json")).Compile().Get("report.schema.json");
        using var stream = new MemoryStream();
        JsonReport.Write(stream, Results.Report(Every));
        schema.Validate(stream.ToArray()).ShouldBeEmpty();
        schema.Validate("""{"schema_version":1}"""u8).ShouldNotBeEmpty();
    }

    [Fact]
    public void JsonReport_summary_counts_all_ten_verdicts()
    {
        using var stream = new MemoryStream();
        JsonReport.Write(stream, Results.Report(Verdict.Pass, Verdict.Pass, Verdict.Fail));
        var summary = JsonElement.Parse(stream.ToArray()).GetProperty("summary");
        summary.EnumerateObject().Count().ShouldBe(10);
        summary.GetProperty("PASS").GetInt32().ShouldBe(2);
        summary.GetProperty("FAIL").GetInt32().ShouldBe(1);
        summary.GetProperty("CRASH").GetInt32().ShouldBe(0);
    }

    [Fact]
    public void JsonReport_of_a_matrix_holds_every_run_and_their_sum()
    {
        var schema = new SchemaSet().Add("report.schema.json", FixtureFiles.Read("report.schema.json")).Compile().Get("report.schema.json");
        using var stream = new MemoryStream();
        JsonReport.Write(stream, new ReportSet([Results.Report(Every), Results.Report(Verdict.Fail) with { SuiteVersion = new Version(0, 1, 0) }], IsMatrix: true));
        schema.Validate(stream.ToArray()).ShouldBeEmpty();
        var root = JsonElement.Parse(stream.ToArray());
        root.GetProperty("summary").GetProperty("FAIL").GetInt32().ShouldBe(2);
        root.GetProperty("runs").GetArrayLength().ShouldBe(2);
        schema.Validate("""{"schema_version":1,"suite_version":"0.1.0","summary":{},"runs":[{}]}"""u8).ShouldNotBeEmpty();
    }

    [Fact]
    public void LineReport_has_every_case_on_disk_as_soon_as_it_ends()
    {
        var stream = new MemoryStream();
        using var report = new LineReport(stream);
        report.Begin(new RunStart("ht-tse", RunRole.Server, "made up", 2));
        report.Add(Results.Case("ht-tse.made-up.000", Verdict.Pass));
        report.Add(Results.Case("ht-tse.made-up.001", Verdict.Fail));
        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        JsonElement.Parse(lines[0]).GetProperty("protocol").GetString().ShouldBe("ht-tse");
        JsonElement.Parse(lines[2]).GetProperty("verdict").GetString().ShouldBe("FAIL");
        report.End(Results.Report() with { NotRun = 3 });
        JsonElement.Parse(Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).GetProperty("not_run").GetInt32().ShouldBe(3);
    }

    [Fact]
    public void JunitReport_counts_failures_errors_and_skipped_and_survives_control_characters()
    {
        using var stream = new MemoryStream();
        JunitReport.Write(stream, Results.Report(Every));
        var suite = XDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).Root!.Element("testsuite")!;
        suite.Attribute("tests")!.Value.ShouldBe("10");
        suite.Attribute("failures")!.Value.ShouldBe("3");
        suite.Attribute("errors")!.Value.ShouldBe("2");
        suite.Attribute("skipped")!.Value.ShouldBe("1");
        suite.Elements("testcase").Count(test => test.Element("failure") is not null).ShouldBe(3);
    }

    [Fact]
    public void ConsoleReport_shows_failures_first_with_the_frames_around_them()
    {
        using var text = new StringWriter();
        new ConsoleReport(text, colour: false).Write(Results.Report(Verdict.Pass, Verdict.Warn, Verdict.Fail, Verdict.NotApplicable));
        var shown = text.ToString();
        shown.IndexOf("FAIL", StringComparison.Ordinal).ShouldBeLessThan(shown.IndexOf("WARN", StringComparison.Ordinal));
        shown.ShouldContain("""> """);
        shown.ShouldContain("""#1.1 <-- text {"channel":"best-limit"}""");
        var lines = shown.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines[^1].ShouldBe("not judged: 1 of 4 cases (--account expired=USER:PASS enables 1)");
        lines[^2].ShouldEndWith("4 cases: 1 FAIL, 1 WARN, 1 PASS, 1 NOT_APPLICABLE");
    }

    [Fact]
    public void ConsoleReport_says_what_is_said_again_and_again_once()
    {
        var result = Results.Case("ht-tse.made-up.001", Verdict.Fail);
        var finding = result.Findings[0];
        result = result with
        {
            Findings = [finding, .. Enumerable.Range(2, 10).Select(index => finding with { Frame = new FrameRef(1, index) }), finding with { Message = "Another thing" }],
            Errors = "starting\ncannot connect\ncannot connect\ncannot connect\nstarting\n",
        };
        using var text = new StringWriter { NewLine = "\n" };
        new ConsoleReport(text, colour: false).WriteCase(result);
        var shown = text.ToString();

        shown.Split("The message names no symbol").Length.ShouldBe(2);
        shown.ShouldContain("\n    … and 10 more at #1.2, #1.3, #1.4, #1.5, #1.6, #1.7, #1.8, #1.9, …\n");
        shown.ShouldContain("FAIL Another thing");
        shown.ShouldContain("stderr:\n    starting\n    cannot connect (3 times)\n    starting\n");
    }

    [Fact]
    public void ConsoleReport_says_an_information_once()
    {
        var result = Results.Case("ht-tse.made-up.001", Verdict.Info);
        using var text = new StringWriter { NewLine = "\n" };
        new ConsoleReport(text, colour: false).WriteCase(result with { Findings = [result.Findings[0], result.Findings[0] with { Frame = null }] });
        text.ToString().ShouldBe("INFO ht-tse.made-up.001: The message names no symbol (ht-tse.envelope.003) … and 1 more\n");
    }

    [Fact]
    public void Known_failure_is_a_line_on_the_console_and_skipped_in_JUnit()
    {
        var report = Results.Report(Verdict.Fail);
        report = report with { Cases = [.. report.Cases.Select(result => result with { Findings = [.. result.Findings.Select(finding => finding with { Known = "ticket 12" })] })] };
        using var text = new StringWriter();
        new ConsoleReport(text, colour: false).Write(report);
        text.ToString().ShouldContain("known: FAIL ht-tse.made-up.000: The message names no symbol (ticket 12)");
        text.ToString().ShouldContain("1 case: 1 FAIL (1 known)");
        using var stream = new MemoryStream();
        JunitReport.Write(stream, report);
        var suite = XDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).Root!.Element("testsuite")!;
        suite.Attribute("failures")!.Value.ShouldBe("0");
        suite.Element("testcase")!.Element("skipped")!.Attribute("message")!.Value.ShouldBe("known failure: ticket 12");
    }

    [Fact]
    public void JunitReport_of_a_run_that_was_interrupted_is_red()
    {
        using var stream = new MemoryStream();
        JunitReport.Write(stream, Results.Report(Verdict.Pass) with { NotRun = 2 });
        var root = XDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).Root!;
        (root.Attribute("tests")!.Value, root.Attribute("failures")!.Value).ShouldBe(("2", "1"));
    }

    [Fact]
    public void ProgressLine_stays_one_line()
    {
        using var text = new StringWriter();
        var line = new ProgressLine(text);
        line.Begin(new RunStart("ht-tse", RunRole.Server, "made up", 2));
        line.Add(Results.Case("ht-tse.made-up.000", Verdict.Fail));
        line.Clear();
        text.ToString().ShouldContain("ht-tse server 1/2, 1 failed  FAIL ht-tse.made-up.000");
        text.ToString().ShouldNotContain("\n");
    }

    [Fact]
    public void MarkdownReport_escapes_what_a_peer_said()
    {
        using var text = new StringWriter();
        MarkdownReport.Write(text, Results.Report(Verdict.Fail));
        text.ToString().ShouldContain("A case \\<of\\>");
    }
}
