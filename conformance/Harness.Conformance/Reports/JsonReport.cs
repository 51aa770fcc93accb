using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>The machine's report: the shape that <c>fixtures/report.schema.json</c> pins.</summary>
public static class JsonReport
{
    private static readonly JsonWriterOptions Indented = FrameWriter.Options with { Indented = true };

    public static void Write(Stream stream, RunReport report) => Write(stream, ReportSet.Of(report));

    /// <summary>One run as an object; several as an object with their list and the sum of their summaries.</summary>
    public static void Write(Stream stream, ReportSet set)
    {
        using var json = new Utf8JsonWriter(stream, Indented);
        if (!set.IsList)
        {
            WriteRun(json, set.Reports[0]);
            return;
        }

        json.WriteStartObject();
        WriteVersions(json);
        json.WriteNumber("duration_ms", (long)set.Duration.TotalMilliseconds);
        WriteSummary(json, set.Reports);
        json.WriteStartArray("runs");
        foreach (var report in set.Reports) WriteRun(json, report);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, RunReport report)
    {
        json.WriteStartObject();
        WriteName(json, report.Protocol, report.Role, report.Implementation);
        json.WriteNumber("duration_ms", (long)report.Duration.TotalMilliseconds);
        WriteOutcome(json, report);
        WriteSummary(json, [report]);
        if (report.Undecided.Count > 0)
        {
            json.WriteStartArray("undecided");
            foreach (var rule in report.Undecided) json.WriteStringValue(rule);
            json.WriteEndArray();
        }

        if (report.Rules.Count > 0) WriteRules(json, report.Rules);
        json.WriteStartArray("cases");
        foreach (var result in report.Cases) WriteCase(json, result);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter json, IReadOnlyList<RuleVerdict> rules)
    {
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("rule", rule.Rule);
            json.WriteString("verdict", rule.Verdict.Word());
            json.WriteNumber("sessions", rule.Sessions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVersions(Utf8JsonWriter json)
    {
        json.WriteNumber("schema_version", RunReport.SchemaVersion);
        json.WriteString("suite_version", TranscriptHeader.CurrentSuiteVersion);
    }

    private static void WriteSummary(Utf8JsonWriter json, IReadOnlyList<RunReport> reports)
    {
        json.WriteStartObject("summary");
        foreach (var verdict in VerdictWords.GravestFirst) json.WriteNumber(verdict.Word(), reports.Sum(report => report.Count(verdict)));
        json.WriteEndObject();
    }

    internal static void WriteName(Utf8JsonWriter json, string protocol, RunRole role, string implementation)
    {
        WriteVersions(json);
        json.WriteString("protocol", protocol);
        json.WriteString("role", role.ToString().ToLowerInvariant());
        json.WriteString("implementation", implementation);
    }

    /// <summary>What there is to say about the run as a whole, beyond its cases.</summary>
    internal static void WriteOutcome(Utf8JsonWriter json, RunReport report)
    {
        if (report.SuiteVersion is { } pinned) json.WriteString("judged_as", pinned.ToString());
        if (report.NotRun > 0) json.WriteNumber("not_run", report.NotRun);
        if (report.Unreachable is not null) json.WriteString("unreachable", report.Unreachable);
        if (report.KnownFailures.Count > 0) WriteKnown(json, report);
    }

    private static void WriteKnown(Utf8JsonWriter json, RunReport report)
    {
        json.WriteStartObject("known_failing");
        json.WriteNumber("cases", report.KnownCount);
        json.WriteStartArray("entries");
        foreach (var (entry, state, _) in report.KnownFailures)
        {
            json.WriteStartObject();
            json.WriteString("case", entry.Case);
            if (entry.Rule is not null) json.WriteString("rule", entry.Rule);
            json.WriteString("reason", entry.Reason);
            json.WriteString("state", state.ToString().ToLowerInvariant());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("complaints");
        foreach (var complaint in report.KnownFailures.Select(status => status.Complaint).OfType<string>()) json.WriteStringValue(complaint);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    internal static void WriteCase(Utf8JsonWriter json, CaseResult result)
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
        if (result.IsKnown) json.WriteBoolean("known", true);
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
        if (finding.Known is { } known) json.WriteString("known", known);
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
}
