using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Every message is one JSON object with channel, identifier, timestamp and data.</summary>
internal sealed class EnvelopeFold(HedgeTechSession session, EnvelopeClauses clauses) : Fold
{
    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        if (frame.From != Party.Server || session.Of(frame.Connection) is not { Endpoint: { } endpoint }) return;
        if (frame is { Kind: FrameKind.Binary, Frame.Reason: null })
        {
            findings.Report(clauses.TextFrames, frame, "The server sends a binary frame", "messages in text frames", $"{frame.Frame.Payload.Length} bytes");
            return;
        }

        if (frame.Kind != FrameKind.Text) return;
        findings.Applied();
        if (!frame.TryGetJson(out var root))
        {
            findings.Report(clauses.Object, frame, "The message cannot be read", "one JSON object", frame.NotJson!);
        }
        else if (root.ValueKind != JsonValueKind.Object)
        {
            findings.Report(clauses.Object, frame, "The message is no object", "one JSON object", Kind(root));
        }
        else if (session.Message is { } message)
        {
            JudgeChannel(frame, root, message, findings);
            JudgeIdentifier(frame, root, endpoint, message, findings);
            Expect(clauses.Timestamp, frame, root, "timestamp", message.Timestamp, JsonValueKind.String, findings);
            Expect(clauses.Data, frame, root, "data", message.Data, JsonValueKind.Object, findings);
        }
    }

    private void JudgeChannel(FrameView frame, JsonElement root, StreamMessage message, FindingSink findings)
    {
        if (!Expect(clauses.Channel, frame, root, "channel", message.ChannelName, JsonValueKind.String, findings) || message.Channel >= 0) return;
        var word = message.ChannelName.GetString()!;
        findings.Report(
            clauses.ChannelWord, frame, $"The message is of a channel that there is none of{NearestWord.Hint(word, session.Protocol.Channels)}",
            session.Protocol.Channels.Count == 1 ? session.Protocol.Channels[0] : $"one of {string.Join(", ", session.Protocol.Channels)}", $"channel \"{(word.Length <= 60 ? word : word[..60] + "…")}\"");
    }

    private void JudgeIdentifier(FrameView frame, JsonElement root, ProtocolEndpoint endpoint, StreamMessage message, FindingSink findings)
    {
        var clause = endpoint.Name == session.Protocol.DefaultEndpoint.Name ? clauses.DefaultIdentifier : clauses.OtherIdentifier;
        Expect(clause, frame, root, session.IdentifierOf(frame.Connection), message.Identifier, JsonValueKind.String, findings);
    }

    private static bool Expect(
        string clause, FrameView frame, JsonElement root, string name, JsonElement member, JsonValueKind kind, FindingSink findings)
    {
        if (member.ValueKind == kind) return true;
        var actual = member.ValueKind == JsonValueKind.Undefined
            ? $"the members {string.Join(", ", root.EnumerateObject().Take(8).Select(known => known.Name))}"
            : Kind(member);
        var what = member.ValueKind == JsonValueKind.Undefined ? $"The message lacks {name}" : $"{name} of the message is of another kind";
        findings.Report(clause, frame, what, $"the {(kind == JsonValueKind.String ? "string" : "object")} {name}", actual);
        return false;
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}

/// <summary>The clauses of <see cref="EnvelopeFold"/>. That there is a channel, and that it is one the document lists, may weigh differently.</summary>
internal sealed record EnvelopeClauses(
    string Object, string Channel, string ChannelWord, string DefaultIdentifier, string OtherIdentifier, string Timestamp, string Data, string TextFrames) : ClauseSet;
