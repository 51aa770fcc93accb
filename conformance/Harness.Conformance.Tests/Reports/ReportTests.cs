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
    public void JsonReport_lines_are_a_head_and_a_case_each()
    {
        using var stream = new MemoryStream();
        JsonReport.WriteLines(stream, Results.Report(Verdict.Pass, Verdict.Fail));
        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        JsonElement.Parse(lines[0]).GetProperty("protocol").GetString().ShouldBe("ht-tse");
        JsonElement.Parse(lines[2]).GetProperty("verdict").GetString().ShouldBe("FAIL");
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
        shown.ShouldContain("not judged: 1 (--account expired=USER:PASS enables it)");
        shown.ShouldContain("4 cases: 1 FAIL, 1 WARN, 1 PASS, 1 NOT_APPLICABLE");
    }

    [Fact]
    public void MarkdownReport_escapes_what_a_peer_said()
    {
        using var text = new StringWriter();
        MarkdownReport.Write(text, Results.Report(Verdict.Fail));
        text.ToString().ShouldContain("A case \\<of\\>");
    }
}
