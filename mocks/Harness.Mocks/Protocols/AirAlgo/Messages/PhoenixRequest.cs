using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Harness.Mocks.Protocols.AirAlgo.Messages;

/// <summary>A message from the client (Message Format). <c>ref</c> may be null or missing, as Phoenix allows; so may <c>join_ref</c>.</summary>
/// <param name="Payload">An object.</param>
internal sealed record PhoenixRequest(string Topic, string Event, JsonElement Payload, string? Ref, string? JoinRef)
{
    /// <summary>Reads a message, or as much as there is of one that is none, so that its reply can still be told apart.</summary>
    /// <param name="request">The message; where it is none, what could be read of its topic and refs.</param>
    /// <param name="problem">What was expected.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out PhoenixRequest request, [NotNullWhen(false)] out string? problem)
    {
        request = new PhoenixRequest(ReplyMessage.NoTopic, "", default, null, null);
        if (PeerJson.Parse(utf8) is not { ValueKind: JsonValueKind.Object } root)
        {
            problem = "expected one JSON object";
            return false;
        }

        var hasTopic = root.TryText("topic", out var topic);
        var hasEvent = root.TryText("event", out var name);
        var hasPayload = root.TryGetProperty("payload", out var payload) && payload.ValueKind == JsonValueKind.Object;
        var hasRef = TryRef(root, "ref", out var reference);
        var hasJoinRef = TryRef(root, "join_ref", out var joinReference);
        request = new PhoenixRequest(topic ?? ReplyMessage.NoTopic, name ?? "", payload, reference, joinReference);
        problem = !hasTopic ? "topic: expected a string"
            : !hasEvent ? "event: expected a string"
            : !hasPayload ? "payload: expected an object"
            : !hasRef ? "ref: expected a string or null"
            : !hasJoinRef ? "join_ref: expected a string or null"
            : null;
        return problem is null;
    }

    private static bool TryRef(JsonElement root, string name, out string? reference)
    {
        reference = null;
        return !root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null || value.TryText(out reference);
    }
}
