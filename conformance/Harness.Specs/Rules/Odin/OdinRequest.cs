using System.Text.Json;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Odin;

/// <summary>One request of a client, kept until it is answered.</summary>
internal sealed class OdinRequest(RequestKind kind, string action, IReadOnlyList<string> items, FrameView view)
{
    public RequestKind Kind { get; } = kind;

    /// <summary>As it was sent.</summary>
    public string Action { get; } = action;

    /// <summary>The items of <c>stocks</c> as they were sent.</summary>
    public IReadOnlyList<string> Items { get; } = items;

    public Frame Frame { get; } = view.Frame;

    public Connection Connection { get; } = view.Connection;

    public long T => Frame.T;

    /// <summary>Subscribes or unsubscribes nothing.</summary>
    public bool IsEmpty => Kind is RequestKind.Subscribe or RequestKind.Unsubscribe && Items.Count == 0;

    /// <summary>Subscribes or unsubscribes something.</summary>
    public bool NamesStocks => Items.Any(item => !string.IsNullOrWhiteSpace(item));

    /// <summary>Nothing but an error can answer it.</summary>
    public bool CallsForError => IsEmpty || Kind is RequestKind.Unknown or RequestKind.Malformed or RequestKind.Odd;

    public static OdinRequest Read(FrameView frame)
    {
        if (!frame.TryGetJson(out var root)) return new OdinRequest(RequestKind.Malformed, "", [], frame);
        if (root.ValueKind != JsonValueKind.Object) return new OdinRequest(RequestKind.Odd, "", [], frame);
        var hasAction = root.TryGetProperty("action"u8, out var member) && member.ValueKind != JsonValueKind.Null;
        if (hasAction && member.ValueKind != JsonValueKind.String) return new OdinRequest(RequestKind.Odd, "", [], frame);
        var action = hasAction ? member.GetString()! : "";
        var kind = KindOf(action);
        if (kind is not (RequestKind.Subscribe or RequestKind.Unsubscribe)) return new OdinRequest(kind, action, [], frame);
        return IsListOfStrings(root) ? new OdinRequest(kind, action, StockNames.Read(root, "stocks"u8), frame) : new OdinRequest(RequestKind.Odd, action, [], frame);
    }

    private static bool IsListOfStrings(JsonElement root)
    {
        if (!root.TryGetProperty("stocks"u8, out var stocks) || stocks.ValueKind == JsonValueKind.Null) return true;
        return stocks.ValueKind == JsonValueKind.Array && stocks.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String);
    }

    private static RequestKind KindOf(string action) => action switch
    {
        "subscribe" => RequestKind.Subscribe,
        "unsubscribe" => RequestKind.Unsubscribe,
        "get_subscriptions" => RequestKind.GetSubscriptions,
        "market_status" => RequestKind.MarketStatus,
        "ping" => RequestKind.Ping,
        _ => RequestKind.Unknown,
    };
}
