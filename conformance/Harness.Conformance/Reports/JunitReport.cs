using System.Globalization;
using System.Text;
using System.Xml;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Reports;

/// <summary>JUnit's XML, as GitHub and GitLab read it: a case is a test, what keeps a run from exit code 0 is a failure.</summary>
public static class JunitReport
{
    public static void Write(Stream stream, RunReport report)
    {
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Clean($"{report.Protocol} {report.Role.ToString().ToLowerInvariant()} {report.Implementation}"));
        xml.WriteAttributeString("tests", Text(report.Cases.Count));
        xml.WriteAttributeString("failures", Text(report.Cases.Count(result => result.Verdict is Verdict.Fail or Verdict.Timeout or Verdict.Untestable)));
        xml.WriteAttributeString("errors", Text(report.Cases.Count(result => result.Verdict is Verdict.Crash or Verdict.HarnessError)));
        xml.WriteAttributeString("skipped", Text(report.Count(Verdict.NotApplicable)));
        xml.WriteAttributeString("time", Seconds(report.Duration));
        foreach (var result in report.Cases) WriteCase(xml, report, result);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, RunReport report, CaseResult result)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", report.Protocol);
        xml.WriteAttributeString("name", Clean($"{result.Case} {result.Title}"));
        xml.WriteAttributeString("time", Seconds(result.Duration));
        var said = Clean(string.Join('\n', result.Findings.Select(FindingText.Of)));
        switch (result.Verdict)
        {
            case Verdict.Fail or Verdict.Timeout or Verdict.Untestable:
                WriteTrouble(xml, "failure", result, said);
                break;
            case Verdict.Crash or Verdict.HarnessError:
                WriteTrouble(xml, "error", result, said);
                break;
            case Verdict.NotApplicable:
                xml.WriteStartElement("skipped");
                xml.WriteAttributeString("message", Clean(result.Note ?? "not applicable"));
                xml.WriteEndElement();
                break;
            default:
                if (said.Length > 0) xml.WriteElementString("system-out", said);
                break;
        }

        if (result.Errors.Length > 0) xml.WriteElementString("system-err", Clean(result.Errors));
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
