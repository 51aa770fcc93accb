using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Fields beyond the document, which a client must survive, and repeated keys, of which the last counts.</summary>
internal sealed class ExtrasFold(AirAlgoSession session) : Fold
{
    private const string Extra = "airalgo.envelope.011";
    private const string Repeated = "airalgo.envelope.012";

    public static IReadOnlyList<string> Clauses { get; } = [Extra, Repeated];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Server is not { } message) return;
        findings.Applied();
        if (KnownFields.FindUnknown(message) is { } unknown) findings.ReportAllowed(Extra, frame, "The message has a field that the document does not show", "the documented fields", unknown);
        if (FindRepeated(message) is { } repeated) findings.Report(Repeated, frame, "The message repeats a key", "each key once; the last value counts", AirAlgoWords.Short(repeated));
    }

    private static string? FindRepeated(ServerMessage message)
    {
        var outside = Repeats(message.Root);
        if (outside is not null || message.Payload.ValueKind != JsonValueKind.Object) return outside;
        if (Repeats(message.Payload) is { } inside) return inside;
        foreach (var member in message.Payload.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object && Repeats(member.Value) is { } deep) return deep;
        }

        return null;
    }

    private static string? Repeats(JsonElement parent)
    {
        var names = new HashSet<string>();
        foreach (var member in parent.EnumerateObject())
        {
            if (!names.Add(member.Name)) return member.Name;
        }

        return null;
    }
}
