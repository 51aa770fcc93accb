using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Harness.Mocks.Protocols.AirAlgo.Messages;

/// <summary>The payload of order (Supported Events 4) as the client wrote it, readable but perhaps not acceptable.</summary>
/// <param name="TokenNumber">The instrument.</param>
/// <param name="MarketLimitSl"><c>market</c>, <c>limit</c>, <c>sl</c> or <c>slm</c>.</param>
/// <param name="Price">Paisa; 0 where it was missing.</param>
/// <param name="OrderType"><c>B</c> or <c>S</c>.</param>
/// <param name="TriggerPrice">Paisa; 0 where it was missing.</param>
/// <param name="Validity"><c>Day</c>.</param>
/// <param name="Quantity">In the instrument's unit.</param>
/// <param name="Ltp">Paisa, the last price the client knows; 0 where it was missing.</param>
internal sealed record OrderPayload(
    string TokenNumber, string MarketLimitSl, decimal Price, string OrderType, decimal TriggerPrice, string Validity, decimal Quantity, decimal Ltp)
{
    public bool IsBuy => OrderType == "B";

    /// <summary>Reads the fields; a problem names the first that is missing, of another type or beyond what a number can be.</summary>
    public static bool TryRead(JsonElement payload, [NotNullWhen(true)] out OrderPayload? order, [NotNullWhen(false)] out string? problem)
    {
        string? first = null;
        var read = new OrderPayload(
            Text("token_number"), Text("market_limit_sl"), Number("price", 0), Text("order_type"), Number("trigger_price", 0), Text("validity"), Number("quantity", null), Number("ltp", 0));
        problem = first;
        order = problem is null ? read : null;
        return order is not null;

        string Text(string name)
        {
            if (payload.TryText(name, out var text)) return text;
            first ??= payload.TryGetProperty(name, out var other) ? $"{name}: expected a string, but was {other.Kind()}" : $"{name}: missing, expected a string";
            return "";
        }

        decimal Number(string name, decimal? absent)
        {
            if (!payload.TryGetProperty(name, out var value))
            {
                if (absent is null) first ??= $"{name}: missing, expected an integer";
                return absent ?? 0;
            }

            if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)) return number;
            first ??= value.ValueKind == JsonValueKind.Number ? $"{name}: out of range" : $"{name}: expected an integer, but was {value.Kind()}";
            return 0;
        }
    }
}
