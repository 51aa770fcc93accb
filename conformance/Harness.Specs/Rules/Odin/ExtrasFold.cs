namespace Harness.Specs.Rules.Odin;

/// <summary>Types and fields beyond the document, which a client must survive, and repeated keys, of which the last counts.</summary>
internal sealed class ExtrasFold(OdinSession session) : Fold
{
    private const string Type = "odin.message.009";
    private const string Field = "odin.message.010";
    private const string Repeated = "odin.message.011";

    public static IReadOnlyList<string> Clauses { get; } = [Type, Field, Repeated];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Of(frame.Connection) is null || session.Message is not { } message || message.Type.Length == 0) return;
        findings.Applied();
        var (unknown, repeated) = OdinFields.Surplus(message);
        if (!OdinFields.IsKnown(message.Type)) findings.ReportAllowed(Type, frame, "The message is of a type that the document does not list", string.Join(", ", OdinFields.Types), OdinMessage.Short(message.Type));
        else if (unknown is not null) findings.ReportAllowed(Field, frame, $"{message.Type} has a field that the document does not show", "its documented fields", OdinMessage.Short(unknown));
        if (repeated is not null) findings.Report(Repeated, frame, "The message repeats a key", "each key once; the last value counts", OdinMessage.Short(repeated));
    }
}
