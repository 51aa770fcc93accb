using System.Text.Json;
using Harness.Clients.Virtuoso.Payloads;

namespace Harness.Clients.Virtuoso.Json;

/// <summary>From a <see cref="VirtuosoMessage"/> back to the JSON it was read from, less what this version does not know.</summary>
internal static class VirtuosoMessageWriter
{
    public static void Write(Utf8JsonWriter json, VirtuosoMessage message)
    {
        json.WriteStartObject();
        json.WriteString("channel", message.Channel);
        WriteIfAny(json, "type", message.Type);
        WriteIfAny(json, "exchange", message.Exchange);
        WriteIfAny(json, "symbol", message.Symbol);
        WriteIfAny(json, "event", message.Event);
        json.WritePropertyName("data");
        WriteData(json, message.Data);
        json.WriteNumber("timestamp", message.Timestamp.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void WriteData(Utf8JsonWriter json, VirtuosoPayload data)
    {
        switch (data)
        {
            case Ticker ticker:
                JsonSerializer.Serialize(json, ticker, VirtuosoJson.Default.Ticker);
                break;
            case OrderBook book:
                JsonSerializer.Serialize(json, book, VirtuosoJson.Default.OrderBook);
                break;
            case Trade trade:
                JsonSerializer.Serialize(json, trade, VirtuosoJson.Default.Trade);
                break;
            case Order order:
                JsonSerializer.Serialize(json, order, VirtuosoJson.Default.Order);
                break;
            case Position position:
                JsonSerializer.Serialize(json, position, VirtuosoJson.Default.Position);
                break;
            case ExchangeStatus status:
                JsonSerializer.Serialize(json, status, VirtuosoJson.Default.ExchangeStatus);
                break;
            case UnknownPayload unknown:
                unknown.Raw.WriteTo(json);
                break;
        }
    }
}
