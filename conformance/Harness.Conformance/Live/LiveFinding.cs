using System.Buffers;
using System.Text.Json;
using Harness.Conformance.Reports;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Live;

/// <summary>Something that was found while a session runs. Free of secrets.</summary>
/// <param name="Session">The session's id, as <c>/__admin/sessions</c> has it.</param>
/// <param name="Protocol">Slug.</param>
/// <param name="At">On the mock's clock.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Shown">The frame that shows it, on one line; null where something is missing.</param>
public sealed record LiveFinding(string Session, string Protocol, DateTimeOffset At, CaseFinding Finding, string? Shown)
{
    /// <summary>One line for a log: the verdict, what happened, which clause says so, what was expected.</summary>
    public string Line
    {
        get
        {
            var clause = Finding.Clause is { } stated ? $"{stated.Id} (§{stated.Section}): {stated.Text}" : Finding.Rule;
            return $"{Specs.Verdicts.VerdictWords.Word(Finding.Verdict)} {Finding.Message} | expected {Finding.Expected} | actual {Finding.Actual} | {clause}{(Shown is null ? "" : $" | {Shown}")}";
        }
    }

    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, FrameWriter.Options))
        {
            json.WriteStartObject();
            json.WriteString("session", Session);
            json.WriteString("protocol", Protocol);
            json.WriteString("at", At);
            json.WriteString("shows", Shown);
            json.WritePropertyName("finding");
            JsonReport.WriteFinding(json, Finding);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
