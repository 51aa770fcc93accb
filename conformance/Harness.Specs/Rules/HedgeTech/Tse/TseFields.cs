using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech.Tse;

/// <summary>The fields that §6 shows, and what a message has beyond them.</summary>
internal static class TseFields
{
    private static readonly byte[][] ByIsin = Utf8("channel", "symbolIsin", "timestamp", "data");
    private static readonly byte[][] ByName = Utf8("channel", "symbolName", "timestamp", "data");
    private static readonly byte[][] Level = Utf8("buy_order_count", "buy_quantity", "buy_price", "sell_order_count", "sell_quantity", "sell_price");
    private static readonly byte[][] Entry = Utf8("price", "quantity", "count");

    /// <summary>Fields of each channel's data. Those of best-limit are level numbers and stand for themselves.</summary>
    private static readonly FrozenDictionary<string, byte[][]> ByChannel = new Dictionary<string, byte[][]>
    {
        ["order-book"] = Utf8("Buy", "Sell"),
        ["ohlcv-last-1m"] = Utf8("open", "high", "low", "close", "volume"),
        ["aggregate"] = Utf8(
            "date", "time", "trade_count", "total_volume", "total_value", "closing_price", "last_price", "low_price", "high_price", "open_price",
            "previous_close"),
        ["institutional-vs-individual"] = Utf8(
            "buy_count_individual", "buy_volume_individual", "buy_count_institution", "buy_volume_institution", "sell_count_individual",
            "sell_volume_individual", "sell_count_institution", "sell_volume_institution"),
        ["contract-info"] = Utf8("open_interest", "initial_margin", "required_margin"),
        ["fund-info"] = Utf8("nav", "units", "marketCap", "as_of"),
    }.ToFrozenDictionary();

    /// <summary>The first field beyond the document, and the first repeated one; nothing is allocated where there is neither.</summary>
    /// <param name="message">The message.</param>
    /// <param name="root">Its whole object.</param>
    /// <param name="channel">Its channel's word; null where it is none of the document's.</param>
    /// <param name="byName">It is of the endpoint that goes by names.</param>
    public static SurplusFields Find(StreamMessage message, JsonElement root, string? channel, bool byName)
    {
        var surplus = default(SurplusFields);
        Inspect(root, "The message", byName ? ByName : ByIsin, ref surplus);
        if (channel is null || !message.HasData) return surplus;
        if (channel == "best-limit")
        {
            foreach (var level in message.Data.EnumerateObject()) Inspect(level.Value, "A level", Level, ref surplus);
            return surplus;
        }

        Inspect(message.Data, "Data", ByChannel[channel], ref surplus);
        if (channel != "order-book") return surplus;
        foreach (var side in message.Data.EnumerateObject())
        {
            if (side.Value.ValueKind != JsonValueKind.Array) continue;
            foreach (var entry in side.Value.EnumerateArray()) Inspect(entry, "An entry", Entry, ref surplus);
        }

        return surplus;
    }

    private static void Inspect(JsonElement parent, string where, byte[][] known, ref SurplusFields surplus)
    {
        if (parent.ValueKind != JsonValueKind.Object) return;
        var seen = 0u;
        foreach (var member in parent.EnumerateObject())
        {
            var index = IndexOf(member, known);
            if (index < 0) surplus.Unknown ??= new SurplusField(where, Short(member.Name), string.Join(", ", known.Select(Encoding.UTF8.GetString)));
            else if ((seen & (1u << index)) != 0) surplus.Repeated ??= new SurplusField(where, Short(member.Name), "");
            else seen |= 1u << index;
        }
    }

    private static int IndexOf(JsonProperty member, byte[][] known)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(member);
        for (var i = 0; i < known.Length; i++)
        {
            if (name.SequenceEqual(known[i])) return i;
        }

        return name.Contains((byte)'\\') ? IndexOfEscaped(member, known) : -1;
    }

    /// <summary>A name written with escapes compares only after they are read.</summary>
    private static int IndexOfEscaped(JsonProperty member, byte[][] known)
    {
        for (var i = 0; i < known.Length; i++)
        {
            if (member.NameEquals(known[i])) return i;
        }

        return -1;
    }

    private static byte[][] Utf8(params string[] names) => [.. names.Select(Encoding.UTF8.GetBytes)];

    private static string Short(string name) => name.Length <= 40 ? name : name[..40] + "…";
}

/// <summary>A field that should not be where it is.</summary>
/// <param name="Where">The object that has it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Known">The names that are documented there.</param>
internal sealed record SurplusField(string Where, string Name, string Known);

/// <summary>The first of each kind in a message.</summary>
internal struct SurplusFields
{
    public SurplusField? Unknown;
    public SurplusField? Repeated;
}
