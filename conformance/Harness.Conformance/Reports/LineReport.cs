using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Reports;

/// <summary>
/// The report as lines of JSON, each written and flushed as soon as it is known: a head when a run begins, a case a line in the order in which they end,
/// and a last line only where there is more to say (not reached, interrupted, a known-failing list). Whoever kills the run keeps what was written.
/// </summary>
public sealed class LineReport(Stream stream) : IDisposable
{
    private readonly Lock _gate = new();

    public void Begin(RunStart start) => Write(json =>
    {
        json.WriteStartObject();
        JsonReport.WriteName(json, start.Protocol, start.Role, start.Implementation);
        json.WriteEndObject();
    });

    public void Add(CaseResult result) => Write(json => JsonReport.WriteCase(json, result));

    public void End(RunReport report)
    {
        if (report.Unreachable is null && report.NotRun == 0 && report.KnownFailures.Count == 0) return;
        Write(json =>
        {
            json.WriteStartObject();
            JsonReport.WriteOutcome(json, report);
            json.WriteEndObject();
        });
    }

    public void Dispose() => stream.Dispose();

    private void Write(Action<Utf8JsonWriter> write)
    {
        lock (_gate)
        {
            using (var json = new Utf8JsonWriter(stream, FrameWriter.Options)) write(json);
            stream.WriteByte((byte)'\n');
            stream.Flush();
        }
    }
}
