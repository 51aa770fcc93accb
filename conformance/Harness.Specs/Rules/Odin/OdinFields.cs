using System.Text.Json;

namespace Harness.Specs.Rules.Odin;

/// <summary>The fields that the document shows, those that its vendor's server is known to send, and what a message has beyond them.</summary>
internal static class OdinFields
{
    private static readonly HashSet<string> Reply = ["type", "status", "message", "data", "client_id", "timestamp"];
    private static readonly HashSet<string> Streamed = ["type", "symbol", "token", "exchange", "data", "timestamp"];

    private static readonly Dictionary<string, HashSet<string>> Data = new()
    {
        ["welcome"] = ["message", "client_id", "features", "market_hours", "market_open", "current_time", "subscribed_stocks", "instructions"],
        ["subscription_response"] = ["action", "subscribed_stocks", "failed_stocks", "unsubscribed_stocks", "total_subscribed"],
        ["subscriptions"] = ["subscribed_tokens", "subscribed_symbols", "total_subscribed"],
        ["market_status"] = ["market_open", "market_hours", "current_time", "next_open", "streaming_data"],
        ["market_opened"] = ["market_open", "current_time"],
        ["market_closed"] = ["market_open", "current_time"],
        ["pong"] = [],
        ["error"] = [],
        ["market_data"] =
        [
            "symbol", "token", "exchange", "ltp", "open", "high", "low", "close", "prev_close", "volume", "percent_change", "week_52_high", "week_52_low",
            "week_52_high_date", "week_52_low_date", "day_high", "day_low", "avg_volume_5d", "timestamp", "last_updated", "is_new_week_52_high",
            "is_new_week_52_low",
        ],
    };

    public static IReadOnlyCollection<string> Types => Data.Keys;

    public static bool IsKnown(string type) => Data.ContainsKey(type);

    /// <summary>The first field beyond the known ones, and the first that stands twice; null where there is none.</summary>
    public static (string? Unknown, string? Repeated) Surplus(OdinMessage message)
    {
        var (unknown, repeated) = Inspect(message.Root, message.Type == "market_data" ? Streamed : Reply);
        if (!message.HasData || !Data.TryGetValue(message.Type, out var known)) return (unknown, repeated);
        var inner = Inspect(message.Data, known);
        return (unknown ?? inner.Unknown, repeated ?? inner.Repeated);
    }

    private static (string? Unknown, string? Repeated) Inspect(JsonElement parent, HashSet<string> known)
    {
        string? unknown = null;
        string? repeated = null;
        HashSet<string> seen = [];
        foreach (var member in parent.EnumerateObject())
        {
            var name = member.Name;
            if (!known.Contains(name)) unknown ??= name;
            if (!seen.Add(name)) repeated ??= name;
        }

        return (unknown, repeated);
    }
}
