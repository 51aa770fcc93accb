using System.Globalization;
using System.Text;
using System.Xml;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>
/// JUnit's XML, as GitHub and GitLab read it: a run is a suite, a case is a test, what keeps a run from exit code 0 is a failure. A known failure is
/// skipped with its reason; what is wrong with the run as a whole is a test of its own.
/// </summary>
public static class JunitReport
{
    public static void Write(Stream stream, RunReport report) => Write(stream, ReportSet.Of(report));

    public static void Write(Stream stream, ReportSet set)
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "harness");
        WriteCounts(xml, set.Reports, set.Duration);
        foreach (var report in set.Reports) WriteSuite(xml, report);
        xml.WriteEndElement();
    }

    private static void WriteSuite(XmlWriter xml, RunReport report)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean($"{report.Protocol} {report.Role.ToString().ToLowerInvariant()} {report.Implementation}"));
        WriteCounts(xml, [report], report.Duration);
        foreach (var result in report.Cases) WriteCase(xml, report, result);
        foreach (var (name, message) in Troubles(report))
        {
            xml.WriteStartElement("testcase");
            xml.WriteAttributeString("classname", report.Protocol);
            xml.WriteAttributeString("name", name);
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Clean(message));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter xml, IReadOnlyList<RunReport> reports, TimeSpan duration)
    {
        var cases = reports.SelectMany(report => report.Cases).ToList();
        var troubles = reports.Sum(report => Troubles(report).Count());
        xml.WriteAttributeString("tests", Text(cases.Count + troubles));
        xml.WriteAttributeString("failures", Text(cases.Count(IsFailed) + troubles));
        xml.WriteAttributeString("errors", Text(cases.Count(IsError)));
        xml.WriteAttributeString("skipped", Text(cases.Count(IsSkipped)));
        xml.WriteAttributeString("time", Seconds(duration));
    }

    private static bool IsFailed(CaseResult result) => result.IsFailure && result.Verdict != Verdict.Crash;

    private static bool IsError(CaseResult result) => result.Verdict == Verdict.HarnessError || (result.IsFailure && result.Verdict == Verdict.Crash);

    private static bool IsSkipped(CaseResult result) => result.Verdict == Verdict.NotApplicable || result.IsKnown;

    /// <summary>What turns a run red and is no case of it.</summary>
    private static IEnumerable<(string Name, string Message)> Troubles(RunReport report)
    {
        if (report.Unreachable is { } why) yield return ("the implementation is reached", why);
        if (report.NotRun > 0) yield return ("the run comes to its end", FormattableString.Invariant($"interrupted: {report.NotRun} cases were not run"));
        foreach (var complaint in report.KnownFailures.Select(status => status.Complaint).OfType<string>()) yield return ("the known failures are up to date", complaint);
    }

    private static void WriteCase(XmlWriter xml, RunReport report, CaseResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", report.Protocol);
        xml.WriteAttributeString("name", Clean($"{result.Case} {result.Title}"));
        xml.WriteAttributeString("time", Seconds(result.Duration));
        var said = Clean(string.Join('\n', result.Findings.Select(FindingText.Of)));
        if (IsError(result)) WriteTrouble(xml, "error", result, said);
        else if (IsFailed(result)) WriteTrouble(xml, "failure", result, said);
        else if (IsSkipped(result)) WriteSkipped(xml, result);
        if (said.Length > 0 && !result.IsFailure && result.Verdict != Verdict.HarnessError) xml.WriteElementString("system-out", said);
        if (result.Errors.Length > 0) xml.WriteElementString("system-err", Clean(result.Errors));
        xml.WriteEndElement();
    }

    private static void WriteSkipped(XmlWriter xml, CaseResult result)
    {
        var known = result.Findings.Select(finding => finding.Known).OfType<string>().Distinct().ToList();
        xml.WriteStartElement("skipped");
        xml.WriteAttributeString("message", Clean(known.Count > 0 ? $"known failure: {string.Join("; ", known)}" : result.Note ?? "not applicable"));
        xml.WriteEndElement();
    }

    private static void WriteTrouble(XmlWriter xml, string element, CaseResult result, string said)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("type", result.Verdict.Word());
        xml.WriteAttributeString("message", Clean(result.Findings.Count > 0 ? result.Findings[0].Message : result.Note ?? result.Verdict.Word()));
        xml.WriteString(said);
        xml.WriteEndElement();
    }

    /// <summary>XML has no way to write most control characters, and what a peer sent may hold any.</summary>
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.Value is '\t' or '\n' or '\r' || (rune.Value >= 0x20 && rune.Value is not (0xFFFE or 0xFFFF)) ? rune.ToString() : "\uFFFD"));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
