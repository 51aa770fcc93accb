using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Orders that cannot be taken get one response, Rejected, that says why. That they get any word at all the document says; the rest is our reading.</summary>
internal sealed class OrderRefusalFold(AirAlgoSession session) : Fold
{
    private const string Answered = "airalgo.response.001";
    private const string Invalid = "airalgo.execution.002";
    private const string Margin = "airalgo.execution.003";

    private readonly Waits<AirAlgoRequest> _waits = new();

    public static IReadOnlyList<string> Clauses { get; } = [Answered, Invalid, Margin];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Request is { Kind: RequestKind.Order, IsJoined: true, Order: { IsReadable: true, IsValid: false } } request:
                findings.Applied();
                _waits.Start(request, frame.T + AirAlgoWords.Patience, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { } message:
                if (message.Answers is { } answered && _waits.Stop(answered)) JudgeInvalid(frame, message, answered.Order!, findings);
                else if (message is { Event: "order_response", Status: "Rejected" }) JudgeReason(frame, message, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                _waits.StopAll(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings))
        {
            findings.Report(Answered, request.Frame, $"An order whose {request.Order!.Problem} cannot be right is not answered", "order_response with status Rejected", $"nothing in {Seconds.Show(AirAlgoWords.Patience)}");
        }
    }

    private static void JudgeInvalid(FrameView frame, ServerMessage message, OrderFacts order, FindingSink findings)
    {
        if (message.Event == "order_response" && message.Status == "Rejected" && AirAlgoWords.Text(message.Payload, "error") is { Length: > 0 }) return;
        if (message.IsError && message.Reason == AirAlgoWords.InvalidToken) return;
        var actual = message.Event == "order_response" ? $"status {AirAlgoWords.Short(message.Status)}{(message.Status == "Rejected" ? " without error" : "")}" : AirAlgoWords.Short(message.Event);
        findings.Report(Invalid, frame, $"An order whose {order.Problem} cannot be right is answered in another way than ours", "order_response with status Rejected and an error that says why", actual);
    }

    private void JudgeReason(FrameView frame, ServerMessage message, FindingSink findings)
    {
        findings.Applied();
        if (!message.Payload.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Null) return;
        if (Numbers.Read(message.Payload, "required_margin"u8) is not <= 0) return;
        findings.Report(Margin, frame, "A rejected order says neither in error nor in required_margin why", "one of them", "null and 0");
    }
}
