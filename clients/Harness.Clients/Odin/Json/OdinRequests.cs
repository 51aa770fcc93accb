using System.Buffers;
using System.Text.Json;

namespace Harness.Clients.Odin.Json;

/// <summary>What a client says: <c>action</c>, and <c>stocks</c> where it is about some.</summary>
internal static class OdinRequests
{
    public static ReadOnlyMemory<byte> Write(string action, IReadOnlyList<string> stocks)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("action", action);
            if (stocks.Count > 0)
            {
                json.WriteStartArray("stocks");
                foreach (string stock in stocks)
                    json.WriteStringValue(stock);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
