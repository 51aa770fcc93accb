using System.Text.Json;

namespace Harness.Specs.Rules.Odin;

/// <summary>Subscription Methods 6: what market_status is answered with.</summary>
internal sealed class MarketStatusFold(OdinSession session) : ReplyFold(session)
{
    private const string Typed = "odin.market-status.001";
    private const string SaysWhether = "odin.market-status.002";
    private const string Content = "odin.market-status.003";

    private static readonly string[] Fields = ["market_open", "market_hours", "current_time", "next_open", "streaming_data"];

    public static IReadOnlyList<string> Clauses { get; } = [Typed, SaysWhether, Content];

    protected override bool Concerns(OdinRequest request) => request.Kind == RequestKind.MarketStatus;

    protected override void Silent(OdinConnection connection, OdinRequest request, FindingSink findings) => ReportSilence(Typed, request, "type market_status", findings);

    protected override void Answered(FrameView frame, OdinConnection connection, OdinRequest request, OdinMessage message, FindingSink findings)
    {
        if (message.Type != "market_status")
        {
            findings.Report(Typed, frame, "market_status is answered with another type", "type market_status", Show(message));
            return;
        }

        if (!SaysOpenOrClosed(message.Root))
        {
            findings.Report(SaysWhether, frame, "The answer does not say whether the market is open", "something like market_open: true", OdinMessage.Show(message.Root));
        }

        var missing = Array.Find(Fields, name => !message.HasData || !message.Data.TryGetProperty(name, out _));
        if (missing is not null || message.Status != "success")
        {
            findings.Report(Content, frame, "The answer holds other things", $"status success and {string.Join(", ", Fields)}", $"status {message.Status ?? "none"}, data {OdinMessage.Show(message.Data)}");
        }
    }

    /// <summary>In whatever field and form: the document does not say.</summary>
    private static bool SaysOpenOrClosed(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => true,
        JsonValueKind.String => element.GetString()!.Contains("open", StringComparison.OrdinalIgnoreCase) || element.GetString()!.Contains("close", StringComparison.OrdinalIgnoreCase),
        JsonValueKind.Object => element.EnumerateObject().Any(member => member.Name is not ("next_open" or "streaming_data" or "type") && SaysOpenOrClosed(member.Value)),
        _ => false,
    };
}
