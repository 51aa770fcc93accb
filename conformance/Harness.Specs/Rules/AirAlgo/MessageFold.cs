using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>
/// Every message of the server has the fields and kinds of its event. The schema that pins the mock says whether; which clause is broken is
/// found field by field.
/// </summary>
internal sealed class MessageFold(AirAlgoSession session) : Fold
{
    private const string Envelope = "airalgo.envelope.002";
    private const string TextFrames = "airalgo.envelope.013";
    private const string Tokens = "airalgo.unsubscribe.003";
    private const string Prices = "airalgo.ltp.001";
    private const string Reason = "airalgo.errors.002";
    private const string LastModified = "airalgo.response.022";

    private static readonly Field[] Outside =
    [
        new("topic", [JsonValueKind.String], Envelope, Envelope),
        new("event", [JsonValueKind.String], Envelope, Envelope),
        new("payload", [JsonValueKind.Object], Envelope, Envelope),
        new("ref", [JsonValueKind.String, JsonValueKind.Null], Envelope, Envelope),
    ];

    public static IReadOnlyList<string> Clauses { get; } =
    [
        .. new[] { Envelope, TextFrames, Tokens, Prices, Reason }
            .Concat(ServerFields.Reply.Concat(ServerFields.Last).Concat(ServerFields.Order).SelectMany(field => new[] { field.Missing, field.Wrong }))
            .Distinct(),
    ];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.From != Party.Server || session.Of(frame.Connection) is null) return;
        if (frame.Kind == FrameKind.Binary)
        {
            findings.Report(TextFrames, frame, "The server sends a binary frame", "messages in text frames", $"{frame.Frame.Payload.Length} bytes");
            return;
        }

        if (frame.Kind != FrameKind.Text) return;
        findings.Applied();
        if (session.Server is not { } message)
        {
            var isJson = frame.TryGetJson(out var other);
            findings.Report(Envelope, frame, "The message is no JSON object", "one JSON object", isJson ? JsonKinds.Name(other.ValueKind) : frame.NotJson!);
            return;
        }

        JudgeOwn(frame, message, findings);
        if (AirAlgoWords.ServerMessages.IsValid(frame.Frame.Payload.Span)) return;
        var found = Judge(frame, message.Root, "The message", Outside, findings);
        if (message.Payload.ValueKind == JsonValueKind.Object) found |= JudgePayload(frame, message, findings);
        if (!found) Fallback(frame, findings);
    }

    /// <summary>What we say where the document leaves it open, and its schema so too.</summary>
    private static void JudgeOwn(FrameView frame, ServerMessage message, FindingSink findings)
    {
        if (message.Event != "order_response" || message.Payload.ValueKind != JsonValueKind.Object) return;
        var flag = ServerFields.Order[^1];
        if (message.Payload.TryGetProperty(flag.Name, out var value) && !flag.Allows(value))
        {
            findings.Report(flag.Wrong, frame, "order_flag says something", "null", JsonKinds.Show(value));
        }

        if (!message.Payload.TryGetProperty("last_modified", out var modified)) return;
        var isRejected = message.Status == "Rejected";
        if (modified.ValueKind == (isRejected ? JsonValueKind.String : JsonValueKind.Number) || modified.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return;
        findings.Report(LastModified, frame, $"last_modified of an order that is {(isRejected ? "" : "not ")}rejected is of another kind", isRejected ? "\"0000000000\"" : "seconds since 1980", JsonKinds.Show(modified));
    }

    private static bool JudgePayload(FrameView frame, ServerMessage message, FindingSink findings) => message.Event switch
    {
        "phx_reply" => JudgeReply(frame, message, findings),
        "ltp" => JudgePrices(frame, message.Payload, findings),
        "unsubscribe" => JudgeTokens(frame, message.Payload, findings),
        "order_response" => Judge(frame, message.Payload, "order_response", ServerFields.Order, findings),
        _ => false,
    };

    private static bool JudgeReply(FrameView frame, ServerMessage message, FindingSink findings)
    {
        if (Judge(frame, message.Payload, "phx_reply", ServerFields.Reply, findings)) return true;
        if (!message.IsError || message.Reason is not null) return false;
        findings.Report(Reason, frame, "The error names no reason", "reason, a string, in response", JsonKinds.Show(message.Payload.GetProperty("response")));
        return true;
    }

    private static bool JudgePrices(FrameView frame, JsonElement payload, FindingSink findings)
    {
        var found = false;
        foreach (var token in payload.EnumerateObject())
        {
            if (token.Value.ValueKind == JsonValueKind.Object)
            {
                found |= Judge(frame, token.Value, $"ltp of {AirAlgoWords.Short(token.Name)}", ServerFields.Last, findings);
                continue;
            }

            findings.Report(Prices, frame, $"ltp of {AirAlgoWords.Short(token.Name)} is no object", "an object with ltp, ltq and ltt", JsonKinds.Show(token.Value));
            found = true;
        }

        return found;
    }

    private static bool JudgeTokens(FrameView frame, JsonElement payload, FindingSink findings)
    {
        payload.TryGetProperty("tokens", out var tokens);
        if (tokens.ValueKind == JsonValueKind.Array && tokens.EnumerateArray().All(token => token.ValueKind == JsonValueKind.String)) return false;
        findings.Report(Tokens, frame, "The answer to unsubscribe has no list of tokens", "tokens, a list of strings", JsonKinds.Show(tokens));
        return true;
    }

    private static bool Judge(FrameView frame, JsonElement parent, string what, IReadOnlyList<Field> fields, FindingSink findings)
    {
        var found = false;
        foreach (var field in fields)
        {
            if (!parent.TryGetProperty(field.Name, out var value)) findings.Report(field.Missing, frame, $"{what} lacks {field.Name}", $"{field.Name}, {field.Expected}", "nothing");
            else if (!field.Allows(value)) findings.Report(field.Wrong, frame, $"{what}: {field.Name} is of another kind", field.Expected, JsonKinds.Name(value.ValueKind));
            else continue;
            found = true;
        }

        return found;
    }

    private static void Fallback(FrameView frame, FindingSink findings)
    {
        var error = AirAlgoWords.ServerMessages.Validate(frame.Frame.Payload.Span)[0];
        findings.Report(Envelope, frame, $"The message is not as documented{(error.InstancePath.Length == 0 ? "" : $" at {error.InstancePath}")}", error.Expected, error.Actual);
    }
}
