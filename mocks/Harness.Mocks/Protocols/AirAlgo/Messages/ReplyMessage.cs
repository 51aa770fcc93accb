using System.Text.Json;
using Harness.Wire;

namespace Harness.Mocks.Protocols.AirAlgo.Messages;

/// <summary>phx_reply (Supported Events 1, Error Handling): topic and refs are the request's.</summary>
internal static class ReplyMessage
{
    /// <summary>The topic of a reply to something that has none.</summary>
    public const string NoTopic = "phoenix";

    public const string InvalidKey = "Invalid API Key";
    public const string InvalidToken = "Invalid Access Token. Try generating fresh Access Token";
    public const string UnmatchedTopic = "unmatched topic";
    public const string InvalidMessage = "invalid message";

    public static WireMessage Ok(PhoenixWriter writer, PhoenixRequest request) => Reply(writer, request, "ok", null);

    public static WireMessage Error(PhoenixWriter writer, PhoenixRequest request, string reason) => Reply(writer, request, "error", reason);

    private static WireMessage Reply(PhoenixWriter writer, PhoenixRequest request, string status, string? reason) =>
        writer.Write("phx_reply", request.Topic, request.Ref, request.JoinRef, (status, reason), WritePayload);

    private static void WritePayload(Utf8JsonWriter json, (string Status, string? Reason) reply)
    {
        json.WriteStartObject("response"u8);
        if (reply.Reason is not null) json.WriteString("reason"u8, reply.Reason);
        json.WriteEndObject();
        json.WriteString("status"u8, reply.Status);
    }
}
