using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>The machine's report: the shape that <c>fixtures/report.schema.json</c> pins.</summary>
public static class JsonReport
{
    private static readonly JsonWriterOptions Indented = FrameWriter.Options with { Indented = true };

    public static void Write(Stream stream, RunReport report)
    {
        using var json = new Utf8JsonWriter(stream, Indented);
        json.WriteStartObject();
        WriteHead(json, report);
        json.WriteStartObject("summary");
        foreach (var verdict in VerdictWords.GravestFirst) json.WriteNumber(verdict.Word(), report.Count(verdict));
        json.WriteEndObject();
        if (report.Undecided.Count > 0)
        {
            json.WriteStartArray("undecided");
            foreach (var rule in report.Undecided) json.WriteStringValue(rule);
            json.WriteEndArray();
        }

        json.WriteStartArray("cases");
        foreach (var result in report.Cases) WriteCase(json, result);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The same as lines: a head, then a case a line.</summary>
    public static void WriteLines(Stream stream, RunReport report)
    {
        WriteLine(stream, json =>
        {
            json.WriteStartObject();
            WriteHead(json, report);
            json.WriteEndObject();
        });
        foreach (var result in report.Cases) WriteLine(stream, json => WriteCase(json, result));
    }

    private static void WriteHead(Utf8JsonWriter json, RunReport report)
    {
        json.WriteNumber("schema_version", RunReport.SchemaVersion);
        json.WriteString("suite_version", TranscriptHeader.CurrentSuiteVersion);
        json.WriteString("protocol", report.Protocol);
        json.WriteString("role", report.Role.ToString().ToLowerInvariant());
        json.WriteString("implementation", report.Implementation);
        json.WriteNumber("duration_ms", (long)report.Duration.TotalMilliseconds);
        if (report.NotRun > 0) json.WriteNumber("not_run", report.NotRun);
        if (report.Unreachable is not null) json.WriteString("unreachable", report.Unreachable);
    }

    private static void WriteCase(Utf8JsonWriter json, CaseResult result)
    {
        json.WriteStartObject();
        json.WriteString("case", result.Case);
        json.WriteString("title", result.Title);
        json.WriteString("level", result.Level.Word());
        json.WriteString("verdict", result.Verdict.Word());
        json.WriteStartArray("clauses");
        foreach (var clause in result.Clauses) json.WriteStringValue(clause);
        json.WriteEndArray();
        json.WriteNumber("duration_ms", (long)result.Duration.TotalMilliseconds);
        if (result.Note is not null) json.WriteString("note", result.Note);
        if (result.Errors.Length > 0) json.WriteString("stderr", result.Errors);
        json.WriteStartArray("findings");
        foreach (var finding in result.Findings) WriteFinding(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One finding, as it stands in reports, in <c>/__admin/findings</c> and in its event stream.</summary>
    public static void WriteFinding(Utf8JsonWriter json, CaseFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule", finding.Rule);
        json.WriteString("clause", finding.Clause?.Id);
        json.WriteString("section", finding.Clause?.Section);
        json.WriteString("text", finding.Clause?.Text);
        json.WriteString("party", finding.Party.ToString().ToLowerInvariant());
        json.WriteString("level", finding.Level.Word());
        json.WriteString("verdict", finding.Verdict.Word());
        json.WriteString("aspect", finding.Aspect.ToString().ToLowerInvariant());
        json.WriteString("message", finding.Message);
        json.WriteString("expected", finding.Expected);
        json.WriteString("actual", finding.Actual);
        if (finding.Frame is { } frame)
        {
            json.WriteStartObject("frame");
            json.WriteNumber("conn", frame.Connection);
            json.WriteNumber("index", frame.Index);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("frame");
        }

        json.WriteEndObject();
    }

    private static void WriteLine(Stream stream, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(stream, FrameWriter.Options)) write(json);
        stream.WriteByte((byte)'\n');
    }
}
