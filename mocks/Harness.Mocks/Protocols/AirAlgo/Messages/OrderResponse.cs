using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Harness.Mocks.Protocols.AirAlgo.Trading;
using Harness.Wire;

namespace Harness.Mocks.Protocols.AirAlgo.Messages;

/// <summary>order_response (Supported Events 4, 5), with every field of the examples. Money in paisa, times in UTC.</summary>
internal static class OrderResponse
{
    /// <summary>What the examples charge: for a share, and for a contract.</summary>
    private const decimal ShareCharges = 0.025m;
    private const decimal ContractCharges = 0.031m;

    /// <summary>What times in numbers count from.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static WireMessage Of(PhoenixWriter writer, PlacedOrder order, ResponseState state) =>
        writer.Push("order_response", order.Account.Topic, (order, state), WritePayload);

    private static void WritePayload(Utf8JsonWriter json, (PlacedOrder Order, ResponseState State) response)
    {
        var (order, state) = response;
        var (asked, instrument) = (order.Payload, order.Instrument);
        var isFuture = instrument?.IsFuture ?? false;
        json.WriteString("book_type"u8, "1");
        json.WriteString("buy_sell"u8, asked.IsBuy ? "1" : "2");
        json.WriteString("client_id"u8, order.Account.ClientId);
        json.WriteNumber("disclosed_volume"u8, Math.Max(0, asked.Quantity));
        json.WriteString("entry_modify_cancel"u8, "0");
        json.WriteString("error"u8, state.Error);
        if (state.ExecutedPrice == 0) json.WriteNumber("executed_price"u8, 0);
        else WriteFloat(json, "executed_price"u8, state.ExecutedPrice);
        json.WriteString("expiry_date"u8, isFuture ? Seconds(FutureExpiry.After(state.Time)).ToString(CultureInfo.InvariantCulture) : "0");
        json.WriteString("good_till_date"u8, "0000000000");
        json.WriteString("instrument"u8, isFuture ? "FUTIDX" : "EQUITY");
        if (state.IsRejected) json.WriteString("last_modified"u8, "0000000000");
        else json.WriteNumber("last_modified"u8, Seconds(state.Time));
        json.WriteString("market_limit_sl"u8, asked.MarketLimitSl);
        json.WriteString("message"u8, state.Message);
        json.WriteNumber("net_charges"u8, state.RequiredMargin + (isFuture ? ContractCharges : ShareCharges));
        json.WriteString("option_type"u8, isFuture ? "XX" : "EQ");
        json.WriteNull("order_flag"u8);
        WriteFloat(json, "order_number"u8, order.Number);
        json.WriteNumber("pnl"u8, 0);
        WriteFloat(json, "price"u8, asked.Price);
        json.WriteNumber("required_margin"u8, state.RequiredMargin);
        json.WriteString("status"u8, state.Status);
        json.WriteString("strike_price"u8, "0");
        json.WriteString("symbol"u8, instrument?.Symbol ?? "");
        json.WriteString("timestamp"u8, state.Time.UtcDateTime.ToString("H:m:s,d-M-yyyy", CultureInfo.InvariantCulture));
        json.WriteString("token_number"u8, asked.TokenNumber);
        json.WriteNumber("transaction_id"u8, order.Transaction);
        WriteFloat(json, "trigger_price"u8, asked.TriggerPrice);
        json.WriteString("user_id"u8, order.Account.UserId);
        json.WriteNumber("volume"u8, Math.Max(0, asked.Quantity));
    }

    /// <summary>A number that never goes without a fraction (<c>0.0</c>), as the examples write it.</summary>
    private static void WriteFloat(Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal value)
    {
        Span<byte> text = stackalloc byte[40];
        Utf8Formatter.TryFormat(value, text, out var length);
        if (!text[..length].Contains((byte)'.'))
        {
            text[length++] = (byte)'.';
            text[length++] = (byte)'0';
        }

        json.WritePropertyName(name);
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    private static long Seconds(DateTimeOffset time) => (long)(time - Epoch).TotalSeconds;
}
