using System.Text.Json;
using Harness.Clients.HedgeTech.Tse.Payloads;

namespace Harness.Clients.HedgeTech.Tse.Json;

/// <summary>From a <see cref="TseMessage"/> back to the JSON it was read from, less what this version does not know.</summary>
internal static class TseMessageWriter
{
    public static void Write(Utf8JsonWriter json, TseMessage message)
    {
        json.WriteStartObject();
        json.WriteString("channel", message.Channel);
        if (message.SymbolIsin is not null)
            json.WriteString("symbolIsin", message.SymbolIsin);
        if (message.SymbolName is not null)
            json.WriteString("symbolName", message.SymbolName);
        json.WriteString("timestamp", message.Timestamp.Text);
        json.WritePropertyName("data");
        WriteData(json, message.Data);
        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, TsePayload data)
    {
        switch (data)
        {
            case BestLimit levels:
                JsonSerializer.Serialize(json, levels, TseJson.Default.BestLimit);
                break;
            case OrderBook book:
                JsonSerializer.Serialize(json, book, TseJson.Default.OrderBook);
                break;
            case Ohlcv candle:
                JsonSerializer.Serialize(json, candle, TseJson.Default.Ohlcv);
                break;
            case Aggregate day:
                JsonSerializer.Serialize(json, day, TseJson.Default.Aggregate);
                break;
            case InstitutionalVsIndividual traders:
                JsonSerializer.Serialize(json, traders, TseJson.Default.InstitutionalVsIndividual);
                break;
            case ContractInfo contract:
                JsonSerializer.Serialize(json, contract, TseJson.Default.ContractInfo);
                break;
            case FundInfo fund:
                JsonSerializer.Serialize(json, fund, TseJson.Default.FundInfo);
                break;
            case UnknownPayload unknown:
                unknown.Raw.WriteTo(json);
                break;
        }
    }
}
