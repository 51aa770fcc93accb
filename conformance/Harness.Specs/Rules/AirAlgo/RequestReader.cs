using System.Text.Json;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>Reads what a client says.</summary>
internal static class RequestReader
{
    public static AirAlgoRequest Read(FrameView frame, AirAlgoConnection connection, long sequence)
    {
        if (!frame.TryGetObject(out var root)) return new AirAlgoRequest { Frame = frame.Frame, Kind = RequestKind.Malformed, Sequence = sequence };
        var topic = AirAlgoWords.Text(root, "topic");
        var name = AirAlgoWords.Text(root, "event");
        var hasPayload = root.TryGetProperty("payload", out var payload) && payload.ValueKind == JsonValueKind.Object;
        var kind = topic is null || name is null || !hasPayload || !IsRef(root, "ref") || !IsRef(root, "join_ref") ? RequestKind.Malformed : KindOf(topic, name);
        var state = connection.Find(topic);
        var tokens = kind is RequestKind.Subscribe or RequestKind.Unsubscribe ? TokensOf(payload) : null;
        return new AirAlgoRequest
        {
            Frame = frame.Frame,
            Kind = kind,
            Topic = topic,
            Event = name,
            Ref = AirAlgoWords.Text(root, "ref"),
            JoinRef = AirAlgoWords.Text(root, "join_ref"),
            Tokens = tokens,
            New = kind == RequestKind.Subscribe ? [.. (tokens ?? []).Where(token => state?.Subscribed.ContainsKey(token) != true)] : [],
            AccessToken = kind == RequestKind.Join ? AirAlgoWords.Text(payload, "access_token") : null,
            Order = kind == RequestKind.Order ? OrderFacts.Read(payload) : null,
            IsJoined = state?.IsJoined == true,
            IsJoinUnderWay = state is { JoinsUnderWay: > 0 } or { IsUnsure: true },
            IsOtherJoined = state?.IsJoined != true && connection.IsAnyJoined,
            Sequence = sequence,
        };
    }

    private static RequestKind KindOf(string topic, string name) => name switch
    {
        "phx_join" => RequestKind.Join,
        "phx_leave" => RequestKind.Leave,
        "heartbeat" when topic == AirAlgoWords.PhoenixTopic => RequestKind.Heartbeat,
        "subscribe" => RequestKind.Subscribe,
        "unsubscribe" => RequestKind.Unsubscribe,
        "order" => RequestKind.Order,
        _ => RequestKind.Unknown,
    };

    private static bool IsRef(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.String or JsonValueKind.Null;

    private static IReadOnlyList<string>? TokensOf(JsonElement payload)
    {
        if (!payload.TryGetProperty("list", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0) return null;
        var tokens = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String) return null;
            tokens.Add(item.GetString()!);
        }

        return [.. tokens.Distinct()];
    }
}
