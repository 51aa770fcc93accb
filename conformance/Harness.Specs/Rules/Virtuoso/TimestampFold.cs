using System.Text.Json;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Timestamps, of the message and inside its data, are milliseconds since the epoch.</summary>
internal sealed class TimestampFold(VirtuosoSession session) : Fold
{
    private const string Millis = "virtuoso.message.003";

    public static IReadOnlyList<string> Clauses { get; } = [Millis];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (session.Server is not { } message) return;
        findings.Applied();
        Judge(frame, message.Root, "timestamp", findings);
        if (message.HasData) Judge(frame, message.Data, "timestamp of data", findings);
    }

    private static void Judge(FrameView frame, JsonElement parent, string name, FindingSink findings)
    {
        if (Numbers.Read(parent, "timestamp"u8) is not { } value || (EpochMillis.IsPlausible(value) && Numbers.IsWhole(value))) return;
        findings.Report(Millis, frame, $"{name} is not in milliseconds", "milliseconds since the epoch, such as 1647356789123", Numbers.Show(value));
    }
}
