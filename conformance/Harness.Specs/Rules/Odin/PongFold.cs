using System.Text.Json;

namespace Harness.Specs.Rules.Odin;

/// <summary>Subscription Methods 7: what ping is answered with.</summary>
internal sealed class PongFold(OdinSession session) : ReplyFold(session)
{
    private const string Typed = "odin.ping.001";
    private const string Content = "odin.ping.002";

    public static IReadOnlyList<string> Clauses { get; } = [Typed, Content];

    protected override bool Concerns(OdinRequest request) => request.Kind == RequestKind.Ping;

    protected override void Silent(OdinConnection connection, OdinRequest request, FindingSink findings) => ReportSilence(Typed, request, "type pong", findings);

    protected override void Answered(FrameView frame, OdinConnection connection, OdinRequest request, OdinMessage message, FindingSink findings)
    {
        if (message.Type != "pong")
        {
            findings.Report(Typed, frame, "ping is answered with another type", "type pong", Show(message));
            return;
        }

        var isComplete = message.Root.TryGetProperty("client_id"u8, out _) && message.Root.TryGetProperty("timestamp"u8, out _);
        if (message.Status == "alive" && isComplete && message.Data.ValueKind is JsonValueKind.Undefined) return;
        findings.Report(Content, frame, "pong holds other things", "status alive, client_id and timestamp, and no data", OdinMessage.Show(message.Root));
    }
}
