using System.Text.Json;
using Harness.Clients.HedgeTech.Ime.Payloads;

namespace Harness.Clients.HedgeTech.Ime.Json;

/// <summary>From an <see cref="ImeMessage"/> back to the JSON it was read from, less what this version does not know.</summary>
internal static class ImeMessageWriter
{
    public static void Write(Utf8JsonWriter json, ImeMessage message)
    {
        json.WriteStartObject();
        json.WriteString("channel", message.Channel);
        if (message.ContractId is not null)
            json.WriteString("contractId", message.ContractId);
        if (message.ContractName is not null)
            json.WriteString("contractName", message.ContractName);
        json.WriteString("timestamp", message.Timestamp.Text);
        json.WritePropertyName("data");
        if (message.Data is ImeMarketData market)
            JsonSerializer.Serialize(json, market, ImeJson.Default.ImeMarketData);
        else if (message.Data is UnknownPayload unknown)
            unknown.Raw.WriteTo(json);
        json.WriteEndObject();
    }
}
