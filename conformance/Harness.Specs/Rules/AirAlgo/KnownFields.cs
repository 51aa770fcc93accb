using System.Text.Json;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>The names that the document shows in each message, and what a message has beyond them. join_ref is Phoenix's own.</summary>
internal static class KnownFields
{
    private static readonly HashSet<string> Outside = ["topic", "event", "payload", "ref", "join_ref"];
    private static readonly HashSet<string> Reply = ["response", "status"];
    private static readonly HashSet<string> Last = [.. ServerFields.Last.Select(field => field.Name)];
    private static readonly HashSet<string> Order = [.. ServerFields.Order.Select(field => field.Name)];
    private static readonly HashSet<string> Unsubscribed = ["tokens"];

    /// <summary>The events that the document and Phoenix have.</summary>
    public static bool IsEvent(string? name) => name is "phx_reply" or "phx_close" or "phx_error" or "ltp" or "unsubscribe" or "order_response";

    /// <summary>The first name that is not documented where it stands, as a path; null where there is none.</summary>
    public static string? FindUnknown(ServerMessage message)
    {
        if (Find(message.Root, Outside, "") is { } outside) return outside;
        if (message.Payload.ValueKind != JsonValueKind.Object) return null;
        return message.Event switch
        {
            "phx_reply" => Find(message.Payload, Reply, "payload."),
            "unsubscribe" => Find(message.Payload, Unsubscribed, "payload."),
            "order_response" => Find(message.Payload, Order, "payload."),
            "ltp" => message.Payload.EnumerateObject().Where(token => token.Value.ValueKind == JsonValueKind.Object)
                .Select(token => Find(token.Value, Last, $"payload.{AirAlgoWords.Short(token.Name)}.")).FirstOrDefault(unknown => unknown is not null),
            _ => null,
        };
    }

    private static string? Find(JsonElement parent, HashSet<string> known, string path)
    {
        foreach (var member in parent.EnumerateObject())
        {
            if (!known.Contains(member.Name)) return path + (member.Name.Length <= 40 ? member.Name : member.Name[..40] + "…");
        }

        return null;
    }
}
