using System.Text.Json;
using Harness.Load.Figures;
using Harness.Specs.Verdicts;

namespace Harness.Load.Reports;

/// <summary>The machine's report: the shape that <c>fixtures/load.schema.json</c> pins. Durations are milliseconds.</summary>
internal static class JsonReport
{
    public const int SchemaVersion = 1;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(System.IO.Stream stream, LoadReport report)
    {
        using var json = new Utf8JsonWriter(stream, Indented);
        json.WriteStartObject();
        json.WriteNumber("schema_version", SchemaVersion);
        json.WriteString("suite_version", report.SuiteVersion);
        json.WriteString("protocol", report.Protocol);
        json.WriteString("target", report.Target);
        json.WriteString("started", report.Started);
        json.WriteNumber("ramp_ms", Milliseconds((long)report.Ramp.TotalMicroseconds));
        json.WriteNumber("planned_ms", Milliseconds((long)report.Planned.TotalMicroseconds));
        json.WriteNumber("measured_ms", Milliseconds((long)report.Measured.TotalMicroseconds));
        json.WriteBoolean("interrupted", report.Interrupted);
        WriteText(json, "gone", report.Gone);
        json.WriteStartObject("connections");
        json.WriteNumber("asked", report.Connections.Asked);
        json.WriteNumber("tried", report.Connections.Tried);
        json.WriteNumber("opened", report.Connections.Opened);
        json.WriteNumber("streaming", report.Connections.Streaming);
        json.WriteNumber("lost", report.Connections.Lost);
        json.WriteEndObject();
        json.WriteNumber("messages", report.Messages);
        json.WriteNumber("messages_per_second", Math.Round(report.MessagesPerSecond, 1));
        json.WriteNumber("bytes", report.Bytes);
        json.WriteNumber("bytes_per_second", Math.Round(report.BytesPerSecond, 1));
        foreach (var (name, spread, why) in ReportTable.Spreads(report)) Write(json, name.Replace(' ', '_'), spread, why);
        json.WriteString("round_trip_of", report.RoundTrip);
        json.WriteNumber("rejected_orders", report.RejectedOrders);
        if (report.Backwards is { } backwards) json.WriteNumber("backwards", backwards);
        else json.WriteNull("backwards");
        json.WriteNumber("ahead_of_clock", report.Ahead);
        json.WriteNumber("without_time", report.Timeless);
        json.WriteNumber("error_count", report.ErrorCount);
        Write(json, "errors", report.Errors);
        Write(json, "endings", report.Endings);
        WriteStalled(json, report.Stalled);
        WriteFindings(json, report);
        WriteThresholds(json, report);
        WriteSamples(json, report);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Spread? spread, string? why)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", spread?.Count ?? 0);
        if (spread is null)
        {
            json.WriteString("not_measured", why);
        }
        else
        {
            json.WriteNumber("mean_ms", Math.Round(spread.Mean / 1000, 3));
            json.WriteNumber("p50_ms", Milliseconds(spread.P50));
            json.WriteNumber("p90_ms", Milliseconds(spread.P90));
            json.WriteNumber("p99_ms", Milliseconds(spread.P99));
            json.WriteNumber("p99_9_ms", Milliseconds(spread.P999));
            json.WriteNumber("p99_99_ms", Milliseconds(spread.P9999));
            json.WriteNumber("max_ms", Milliseconds(spread.Max));
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> counts)
    {
        json.WriteStartObject(name);
        foreach (var (kind, count) in counts) json.WriteNumber(kind, count);
        json.WriteEndObject();
    }

    private static void WriteStalled(Utf8JsonWriter json, StalledFigures? stalled)
    {
        if (stalled is null)
        {
            json.WriteNull("stalled");
            return;
        }

        json.WriteStartObject("stalled");
        json.WriteNumber("clients", stalled.Clients);
        json.WriteNumber("stopped", stalled.Stopped);
        json.WriteNumber("held", stalled.Held);
        Write(json, "ended", stalled.Ended);
        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, LoadReport report)
    {
        if (report.Findings is null)
        {
            json.WriteNull("findings");
            return;
        }

        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("clause", finding.Clause);
            json.WriteString("level", finding.Level);
            json.WriteString("verdict", finding.Verdict.Word());
            json.WriteNumber("count", finding.Count);
            json.WriteString("example", finding.Example);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteThresholds(Utf8JsonWriter json, LoadReport report)
    {
        json.WriteStartArray("thresholds");
        foreach (var threshold in report.Thresholds)
        {
            json.WriteStartObject();
            json.WriteString("threshold", threshold.Text);
            json.WriteBoolean("holds", threshold.Holds);
            json.WriteString("actual", threshold.Actual);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSamples(Utf8JsonWriter json, LoadReport report)
    {
        json.WriteStartArray("samples");
        foreach (var sample in report.Samples)
        {
            json.WriteStartObject();
            json.WriteNumber("at_ms", Math.Round(sample.At.TotalMilliseconds));
            json.WriteNumber("open", sample.Open);
            json.WriteNumber("messages_per_second", Math.Round(sample.Messages, 1));
            json.WriteNumber("bytes_per_second", Math.Round(sample.Bytes, 1));
            json.WriteNumber("errors", sample.Errors);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null) json.WriteNull(name);
        else json.WriteString(name, text);
    }

    private static double Milliseconds(long micros) => Math.Round(micros / 1000.0, 3);
}
