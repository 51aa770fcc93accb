using System.Text.Json;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>A member that a message must have.</summary>
/// <param name="Kinds">The kinds that its value may be of.</param>
/// <param name="Missing">The clause that asks for it.</param>
/// <param name="Wrong">The clause that says of which kind it is.</param>
internal sealed record Field(string Name, JsonValueKind[] Kinds, string Missing, string Wrong)
{
    public string Expected => string.Join(" or ", Kinds.Select(JsonKinds.Name));

    public bool Allows(JsonElement value) => Kinds.Length == 0 || Kinds.Contains(value.ValueKind);
}

/// <summary>What the payload of each event holds.</summary>
internal static class ServerFields
{
    private const string Names = "airalgo.response.002";
    private const string Strings = "airalgo.response.003";
    private const string Figures = "airalgo.response.004";

    public static IReadOnlyList<Field> Reply { get; } =
    [
        new("response", [JsonValueKind.Object], "airalgo.join.004", "airalgo.join.004"),
        new("status", [JsonValueKind.String], "airalgo.join.004", "airalgo.join.004"),
    ];

    public static IReadOnlyList<Field> Last { get; } =
    [
        new("ltp", [JsonValueKind.Number], "airalgo.ltp.001", "airalgo.ltp.002"),
        new("ltq", [JsonValueKind.Number], "airalgo.ltp.001", "airalgo.ltp.002"),
        new("ltt", [JsonValueKind.String], "airalgo.ltp.001", "airalgo.ltp.002"),
    ];

    public static IReadOnlyList<Field> Order { get; } =
    [
        .. Of(Strings, JsonValueKind.String, "book_type", "buy_sell", "client_id", "entry_modify_cancel", "expiry_date", "good_till_date", "instrument",
            "market_limit_sl", "message", "option_type", "status", "strike_price", "symbol", "timestamp", "token_number", "user_id"),
        .. Of(Figures, JsonValueKind.Number, "disclosed_volume", "executed_price", "net_charges", "order_number", "pnl", "price", "required_margin",
            "transaction_id", "trigger_price", "volume"),
        new("error", [JsonValueKind.Null, JsonValueKind.String], Names, "airalgo.response.021"),
        new("last_modified", [JsonValueKind.Number, JsonValueKind.String], Names, "airalgo.response.022"),
        new("order_flag", [JsonValueKind.Null], Names, "airalgo.response.023"),
    ];

    private static IEnumerable<Field> Of(string wrong, JsonValueKind kind, params string[] names) => names.Select(name => new Field(name, [kind], Names, wrong));
}
