using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech.Ime;

/// <summary>The fields that §7 and §8 show.</summary>
internal static class ImeFields
{
    private static readonly KnownFields ById = new("channel", "contractId", "timestamp", "data");
    private static readonly KnownFields ByName = new("channel", "contractName", "timestamp", "data");
    private static readonly KnownFields Data = new("BestLimit", "Aggregate", "AllowedPriceRange", "ContractInfo");
    private static readonly KnownFields Level = new("buy_quantity", "buy_price", "sell_quantity", "sell_price");

    private static readonly (string Name, KnownFields Fields)[] Sections =
    [
        ("Aggregate", new(
            "date", "time", "trade_count", "total_volume", "total_value", "closing_price", "last_price", "low_price", "high_price", "open_price",
            "previous_close")),
        ("AllowedPriceRange", new("minAllowedPrice", "maxAllowedPrice")),
        ("ContractInfo", new("open_interest", "open_interest_changes")),
    ];

    /// <param name="message">The message.</param>
    /// <param name="root">Its whole object.</param>
    /// <param name="identifier">The member that names its contract.</param>
    public static SurplusFields Find(StreamMessage message, JsonElement root, string identifier)
    {
        var surplus = default(SurplusFields);
        (identifier == "contractName" ? ByName : ById).Inspect(root, "The message", ref surplus);
        if (!message.HasData) return surplus;
        Data.Inspect(message.Data, "Data", ref surplus);
        foreach (var (name, fields) in Sections)
        {
            if (message.Data.TryGetProperty(name, out var section)) fields.Inspect(section, name, ref surplus);
        }

        if (!message.Data.TryGetProperty("BestLimit"u8, out var book) || book.ValueKind != JsonValueKind.Object) return surplus;
        foreach (var level in book.EnumerateObject()) Level.Inspect(level.Value, "A level", ref surplus);
        return surplus;
    }
}
