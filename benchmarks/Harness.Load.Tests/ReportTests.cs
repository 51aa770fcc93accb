using System.Text;
using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Schemas;
using Harness.Load.Reports;

namespace Harness.Load.Tests;

public sealed class ReportTests
{
    [Fact]
    public void Json_keeps_to_its_schema()
    {
        var schema = new SchemaSet().Add("load.schema.json", FixtureFiles.Read("load.schema.json")).Compile().Get("load.schema.json");

        foreach (var report in (LoadReport[])[Load.Tests.Reports.Some, Load.Tests.Reports.Some with { Stalled = null, Findings = null, Backwards = null, Latency = null, NoLatency = "no time", Gone = "nobody there" }])
            schema.Validate(Encoding.UTF8.GetBytes(Text("json", report))).ShouldBeEmpty();
    }

    [Fact]
    public void Json_holds_the_figures()
    {
        using var json = JsonDocument.Parse(Text("json", Load.Tests.Reports.Some));

        json.RootElement.GetProperty("latency").GetProperty("p99_ms").GetDouble().ShouldBe(0.9);
        json.RootElement.GetProperty("messages_per_second").GetDouble().ShouldBe(200);
        json.RootElement.GetProperty("round_trip").GetProperty("not_measured").GetString().ShouldBe("--rate 0");
        json.RootElement.GetProperty("thresholds")[0].GetProperty("holds").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public void Page_shows_what_a_server_said_as_text()
    {
        var page = Text("html", Load.Tests.Reports.Some);

        page.ShouldNotContain("<b>No</b>");
        page.ShouldContain("&lt;b&gt;No&lt;/b&gt;");
        page.ShouldContain("<svg");
        page.ShouldNotContain("http-equiv");
    }

    [Fact]
    public void Markdown_keeps_its_tables_whole() => Text("md", Load.Tests.Reports.Some).ShouldContain("&lt;b>No&lt;/b> \\| such stock × 3");

    [Theory]
    [InlineData("junit=a.xml", "no junit")]
    [InlineData("ndjson=a", "no ndjson")]
    [InlineData("pdf=a", "json, md, html")]
    [InlineData("json=", "a file after")]
    public void Kind_that_there_is_not_is_named(string text, string expected)
    {
        LoadReportFile.Parse(text, out var error).ShouldBeNull();

        error.ShouldContain(expected);
    }

    private static string Text(string kind, LoadReport report)
    {
        using var stream = new MemoryStream();
        new LoadReportFile(kind, "").Write(stream, report);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
