using System.Collections.Frozen;
using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>The fields that §6 shows.</summary>
internal static class TseFields
{
    private static readonly KnownFields ByIsin = new("channel", "symbolIsin", "timestamp", "data");
    private static readonly KnownFields ByName = new("channel", "symbolName", "timestamp", "data");
    private static readonly KnownFields Level = new("buy_order_count", "buy_quantity", "buy_price", "sell_order_count", "sell_quantity", "sell_price");
    private static readonly KnownFields Entry = new("price", "quantity", "count");

    /// <summary>Fields of each channel's data. Those of best-limit are level numbers and stand for themselves.</summary>
    private static readonly FrozenDictionary<string, KnownFields> ByChannel = new Dictionary<string, KnownFields>
    {
        ["order-book"] = new("Buy", "Sell"),
        ["ohlcv-last-1m"] = new("open", "high", "low", "close", "volume"),
        ["aggregate"] = new(
            "date", "time", "trade_count", "total_volume", "total_value", "closing_price", "last_price", "low_price", "high_price", "open_price",
            "previous_close"),
        ["institutional-vs-individual"] = new(
            "buy_count_individual", "buy_volume_individual", "buy_count_institution", "buy_volume_institution", "sell_count_individual",
            "sell_volume_individual", "sell_count_institution", "sell_volume_institution"),
        ["contract-info"] = new("open_interest", "initial_margin", "required_margin"),
        ["fund-info"] = new("nav", "units", "marketCap", "as_of"),
    }.ToFrozenDictionary();

    /// <param name="message">The message.</param>
    /// <param name="root">Its whole object.</param>
    /// <param name="channel">Its channel's word; null where it is none of the document's.</param>
    /// <param name="identifier">The member that names its symbol.</param>
    public static SurplusFields Find(StreamMessage message, JsonElement root, string? channel, string identifier)
    {
        var surplus = default(SurplusFields);
        (identifier == "symbolName" ? ByName : ByIsin).Inspect(root, "The message", ref surplus);
        if (channel is null || !message.HasData) return surplus;
        if (channel == "best-limit")
        {
            foreach (var level in message.Data.EnumerateObject()) Level.Inspect(level.Value, "A level", ref surplus);
            return surplus;
        }

        ByChannel[channel].Inspect(message.Data, "Data", ref surplus);
        if (channel != "order-book") return surplus;
        foreach (var side in message.Data.EnumerateObject())
        {
            if (side.Value.ValueKind != JsonValueKind.Array) continue;
            foreach (var entry in side.Value.EnumerateArray()) Entry.Inspect(entry, "An entry", ref surplus);
        }

        return surplus;
    }
}
