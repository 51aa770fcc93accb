using System.Text.Json;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>What an order asks for, as far as it can be read. Prices in paisa; null is absent or of another kind.</summary>
internal sealed record OrderFacts(
    string? Token, string? Kind, string? Side, string? Validity, decimal? Price, decimal? Trigger, decimal? Quantity, decimal? Ltp)
{
    /// <summary>The order as it was written: two submissions of one order are equal.</summary>
    public required string Text { get; init; }

    /// <summary>Every word and number is there and of its kind; what they say may still be wrong.</summary>
    public bool IsReadable => Token is not null && Kind is not null && Side is not null && Validity is not null && Price is not null && Trigger is not null && Quantity is not null && Ltp is not null;

    /// <summary>As far as the order alone tells, it can be taken.</summary>
    public bool IsValid => IsReadable && Problem is null;

    /// <summary>The field that cannot be right, where it is readable; null where there is none. Our reading of the table.</summary>
    public string? Problem =>
        Kind is not ("market" or "limit" or "sl" or "slm") ? "market_limit_sl"
        : Side is not ("B" or "S") ? "order_type"
        : Validity != "Day" ? "validity"
        : Quantity is not > 0 || !Numbers.IsWhole(Quantity.Value) ? "quantity"
        : !IsMoney(Price, Kind is "limit" or "sl") ? "price"
        : !IsMoney(Trigger, Kind is "sl" or "slm") ? "trigger_price"
        : !IsMoney(Ltp, Kind is "limit" or "sl") ? "ltp"
        : null;

    public static OrderFacts Read(JsonElement payload) => new(
        AirAlgoWords.Text(payload, "token_number"),
        AirAlgoWords.Text(payload, "market_limit_sl"),
        AirAlgoWords.Text(payload, "order_type"),
        AirAlgoWords.Text(payload, "validity"),
        Numbers.Read(payload, "price"u8),
        Numbers.Read(payload, "trigger_price"u8),
        Numbers.Read(payload, "quantity"u8),
        Numbers.Read(payload, "ltp"u8))
    { Text = payload.GetRawText() };

    private static bool IsMoney(decimal? paisa, bool isNeeded) => paisa is { } value && Numbers.IsWhole(value) && (isNeeded ? value > 0 : value >= 0);
}
