using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Every message of the client has topic, event, payload and ref.</summary>
internal sealed class EnvelopeFold : Fold
{
    private const string Envelope = "airalgo.envelope.001";

    private static readonly Field[] Fields =
    [
        new("topic", [JsonValueKind.String], Envelope, Envelope),
        new("event", [JsonValueKind.String], Envelope, Envelope),
        new("payload", [JsonValueKind.Object], Envelope, Envelope),
        new("ref", [JsonValueKind.String], Envelope, Envelope),
    ];

    public static IReadOnlyList<string> Clauses { get; } = [Envelope];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.From != Party.Client || frame.Kind is not (FrameKind.Text or FrameKind.Binary)) return;
        findings.Applied();
        if (frame.Kind == FrameKind.Binary)
        {
            findings.Report(Envelope, frame, "The client sends a binary frame", "a JSON object in a text frame", $"{frame.Frame.Payload.Length} bytes");
            return;
        }

        if (!frame.TryGetObject(out var root))
        {
            findings.Report(Envelope, frame, "The client's message is no JSON object", "one JSON object", frame.TryGetJson(out var other) ? JsonKinds.Name(other.ValueKind) : frame.NotJson!);
            return;
        }

        foreach (var field in Fields)
        {
            if (!root.TryGetProperty(field.Name, out var value)) findings.Report(Envelope, frame, $"The client's message lacks {field.Name}", $"{field.Name}, {field.Expected}", "nothing");
            else if (!field.Allows(value)) findings.Report(Envelope, frame, $"{field.Name} of the client's message is of another kind", field.Expected, JsonKinds.Name(value.ValueKind));
        }
    }
}
