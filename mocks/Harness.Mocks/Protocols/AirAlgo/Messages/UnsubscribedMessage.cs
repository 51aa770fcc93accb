using System.Text.Json;
using Harness.Wire;

namespace Harness.Mocks.Protocols.AirAlgo.Messages;

/// <summary>The answer to unsubscribe (Supported Events 3): the tokens that were really given up.</summary>
internal static class UnsubscribedMessage
{
    public static WireMessage Of(PhoenixWriter writer, string topic, IReadOnlyList<string> tokens) => writer.Push("unsubscribe", topic, tokens, WritePayload);

    private static void WritePayload(Utf8JsonWriter json, IReadOnlyList<string> tokens)
    {
        json.WriteStartArray("tokens"u8);
        foreach (var token in tokens) json.WriteStringValue(token);
        json.WriteEndArray();
    }
}
