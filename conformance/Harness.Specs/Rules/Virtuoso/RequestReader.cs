using System.Text.Json;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Reads a client's message as a request, right or wrong.</summary>
internal static class RequestReader
{
    /// <summary>More combinations than any request needs; the rest is left out.</summary>
    private const int MostKeys = 10_000;

    /// <summary>Null for a pong, which nobody answers.</summary>
    public static VirtuosoRequest? Read(FrameView frame, bool isAuthenticated, bool isAuthenticating)
    {
        if (!frame.TryGetObject(out var root)) return Simple(RequestKind.Unknown, RequestFault.Malformed);
        var action = root.TryGetProperty("action"u8, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        return action switch
        {
            "pong" => null,
            "ping" => Simple(RequestKind.Ping, RequestFault.None),
            "authenticate" => Simple(RequestKind.Authenticate, IsWhole(root) ? RequestFault.None : RequestFault.Malformed),
            "subscribe" or "unsubscribe" => ReadSubscription(frame, root, action == "subscribe" ? RequestKind.Subscribe : RequestKind.Unsubscribe, isAuthenticated, isAuthenticating),
            _ => Simple(RequestKind.Unknown, RequestFault.Malformed),
        };

        VirtuosoRequest Simple(RequestKind kind, RequestFault fault) =>
            new() { Frame = frame.Frame, Kind = kind, Fault = fault, IsAuthenticated = isAuthenticated, IsAuthenticating = isAuthenticating };
    }

    /// <summary>The strings of a list, or null where it is no list of strings.</summary>
    public static List<string>? Strings(JsonElement parent, ReadOnlySpan<byte> name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array) return null;
        var strings = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String) return null;
            strings.Add(item.GetString()!);
        }

        return strings;
    }

    private static VirtuosoRequest ReadSubscription(FrameView frame, JsonElement root, RequestKind kind, bool isAuthenticated, bool isAuthenticating)
    {
        var channels = Strings(root, "channels"u8);
        var hasParams = root.TryGetProperty("params"u8, out var parameters) && parameters.ValueKind != JsonValueKind.Null;
        var exchange = Text(parameters, "exchange"u8);
        var symbols = Strings(parameters, "symbols"u8);
        return new VirtuosoRequest
        {
            Frame = frame.Frame,
            Kind = kind,
            Fault = FaultOf(channels, hasParams ? parameters : default, exchange, symbols),
            IsAuthenticated = isAuthenticated,
            IsAuthenticating = isAuthenticating,
            Channels = channels ?? [],
            HasParams = hasParams,
            Keys = [.. Keys(channels ?? [], exchange, symbols).Take(MostKeys)],
            Type = Text(parameters, "type"u8),
            Depth = Numbers.Read(parameters, "depth"u8),
        };
    }

    private static RequestFault FaultOf(List<string>? channels, JsonElement parameters, string? exchange, List<string>? symbols)
    {
        if (channels is null || channels.Count == 0 || !channels.Exists(VirtuosoWords.Channels.Contains)) return RequestFault.BadChannels;
        if (!channels.TrueForAll(VirtuosoWords.Channels.Contains)) return RequestFault.SomeBadChannels;
        if (channels.TrueForAll(channel => channel == VirtuosoWords.SystemEvents) && parameters.ValueKind is JsonValueKind.Undefined or JsonValueKind.Object) return RequestFault.None;
        if (exchange is null || symbols is null || symbols.Count == 0) return RequestFault.BadParams;
        if (parameters.TryGetProperty("type"u8, out var type) && type.ValueKind != JsonValueKind.String) return RequestFault.BadParams;
        if (parameters.TryGetProperty("depth"u8, out var depth) && depth.ValueKind != JsonValueKind.Number) return RequestFault.BadParams;
        return symbols.Exists(string.IsNullOrWhiteSpace) ? RequestFault.BadSymbol : RequestFault.None;
    }

    private static IEnumerable<SubscriptionKey> Keys(List<string> channels, string? exchange, List<string>? symbols)
    {
        foreach (var channel in channels.Distinct())
        {
            if (channel == VirtuosoWords.SystemEvents)
            {
                yield return new SubscriptionKey(channel, "", "");
                continue;
            }

            foreach (var symbol in symbols?.Distinct() ?? [SubscriptionKey.Any]) yield return new SubscriptionKey(channel, exchange ?? SubscriptionKey.Any, symbol);
        }
    }

    /// <summary>As the document writes it; a server may take a timestamp such as 1.0 for another thing than the number that it is.</summary>
    private static bool IsWhole(JsonElement root) =>
        Text(root, "api_key"u8) is { Length: > 0 } && Text(root, "signature"u8) is { Length: > 0 }
            && root.TryGetProperty("timestamp"u8, out var timestamp) && timestamp.ValueKind == JsonValueKind.Number && timestamp.TryGetInt64(out _);

    private static string? Text(JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
