using System.Text.Json;
using System.Text.RegularExpressions;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Values of order_response: status and its message, the price of an execution, volumes, the time.</summary>
internal sealed partial class OrderValuesFold(AirAlgoSession session) : Fold
{
    private const string Status = "airalgo.response.008";
    private const string Message = "airalgo.response.009";
    private const string ExecutedPrice = "airalgo.response.017";
    private const string Volumes = "airalgo.response.018";
    private const string Timestamp = "airalgo.response.019";

    private static readonly Dictionary<string, string> Messages = new()
    {
        ["Pending"] = "Order Entry Confirm",
        ["Executed"] = "Your Order has been executed successfully",
        ["Rejected"] = "Order has been Rejected",
    };

    public static IReadOnlyList<string> Clauses { get; } = [Status, Message, ExecutedPrice, Volumes, Timestamp];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Server is not { Event: "order_response", Payload.ValueKind: JsonValueKind.Object } message) return;
        findings.Applied();
        JudgeStatus(frame, message, findings);
        foreach (var name in (string[])["volume", "disclosed_volume"])
        {
            if (message.Payload.TryGetProperty(name, out var volume) && Numbers.Read(volume) < 0) findings.Report(Volumes, frame, $"{name} is negative", "0 or more", JsonKinds.Show(volume));
        }

        if (AirAlgoWords.Text(message.Payload, "timestamp") is { } time && !Time().IsMatch(time))
        {
            findings.Report(Timestamp, frame, "timestamp is of another form than in the examples", "H:m:s,d-M-yyyy", AirAlgoWords.Short(time));
        }
    }

    private static void JudgeStatus(FrameView frame, ServerMessage message, FindingSink findings)
    {
        if (message.Status is not { } status) return;
        if (!Messages.TryGetValue(status, out var text))
        {
            findings.Report(Status, frame, "The status is none of the examples'", "Pending, Executed or Rejected", AirAlgoWords.Short(status));
            return;
        }

        if (AirAlgoWords.Text(message.Payload, "message") is { } told && told != text) findings.Report(Message, frame, $"message of {status} is another text than in the examples", text, AirAlgoWords.Short(told));
        if (!message.Payload.TryGetProperty("executed_price", out var member) || Numbers.Read(member) is not { } price) return;
        if (status == "Executed" && price <= 0) findings.Report(ExecutedPrice, frame, "An executed order has no price", "above 0", Numbers.Show(price));
        if (status != "Executed" && price != 0) findings.Report(ExecutedPrice, frame, "An order that is not executed has a price of execution", "0", Numbers.Show(price));
    }

    [GeneratedRegex(@"^([01]?\d|2[0-3]):[0-5]?\d:[0-5]?\d,(0?[1-9]|[12]\d|3[01])-(0?[1-9]|1[0-2])-\d{4}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Time();
}
