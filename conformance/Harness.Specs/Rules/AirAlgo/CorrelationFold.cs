using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Replies carry topic and ref of their request; what the server sends by itself has ref null and the client's topic.</summary>
internal sealed class CorrelationFold(AirAlgoSession session) : Fold
{
    private const string ReplyRef = "airalgo.envelope.003";
    private const string ReplyTopic = "airalgo.envelope.004";
    private const string PushRef = "airalgo.envelope.005";
    private const string PushTopic = "airalgo.envelope.006";
    private const string JoinRef = "airalgo.envelope.009";

    public static IReadOnlyList<string> Clauses { get; } = [ReplyRef, ReplyTopic, PushRef, PushTopic, JoinRef];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (!frame.IsText(Party.Server) || session.Server is not { } message || session.Of(frame.Connection) is not { } state) return;
        if (message.Event == "phx_reply" && message.Answers is { Kind: not RequestKind.Malformed } request) JudgeReply(frame, message, request, findings);
        if (message.Event is "ltp" or "unsubscribe" or "order_response") JudgePush(frame, message, state, findings);
    }

    private static void JudgeReply(FrameView frame, ServerMessage message, AirAlgoRequest request, FindingSink findings)
    {
        findings.Applied();
        // A topic or ref that is none is the affair of the rule about the message's fields.
        if (message.Topic is not null && message.Topic != request.Topic) findings.Report(ReplyTopic, frame, "The reply has another topic than its request", "the request's topic", "another topic");
        if (message.Root.TryGetProperty("ref", out var reference) && reference.ValueKind is JsonValueKind.String or JsonValueKind.Null && message.Ref != request.Ref) findings.Report(ReplyRef, frame, "The reply has another ref than its request", AirAlgoWords.Short(request.Ref), AirAlgoWords.Short(message.Ref));
        var joinRef = AirAlgoWords.Text(message.Root, "join_ref");
        if (request.JoinRef is not null && joinRef != request.JoinRef)
        {
            findings.Report(JoinRef, frame, "The reply has another join_ref than its request", AirAlgoWords.Short(request.JoinRef), AirAlgoWords.Short(joinRef));
        }
    }

    private static void JudgePush(FrameView frame, ServerMessage message, AirAlgoConnection state, FindingSink findings)
    {
        findings.Applied();
        if (message.Root.TryGetProperty("ref", out var reference) && reference.ValueKind == JsonValueKind.String)
        {
            findings.Report(PushRef, frame, $"The server's {message.Event} has a ref", "null", JsonKinds.Show(reference));
        }

        if (message.Topic is { } topic && state.HasTopics && state.Find(topic) is null)
        {
            findings.Report(PushTopic, frame, $"The server's {message.Event} has a topic that the client has not joined", "the client's topic", "another topic");
        }
    }
}
