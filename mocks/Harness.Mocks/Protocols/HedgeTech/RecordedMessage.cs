using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harness.Wire;

namespace Harness.Mocks.Protocols.HedgeTech;

/// <summary>A message of a recording as an endpoint sends it: as it is, or with the identifier that this endpoint calls the same instrument by.</summary>
internal static class RecordedMessage
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="recorded">The message.</param>
    /// <param name="utf8">The same as its bytes.</param>
    /// <param name="was">The member that identifies the instrument.</param>
    /// <param name="identifierName">What it is here.</param>
    /// <param name="identifier">And its value.</param>
    public static WireMessage As(JsonElement recorded, ReadOnlyMemory<byte> utf8, string was, string identifierName, string identifier)
    {
        if (was == identifierName) return WireMessage.Text(utf8.Span);
        var buffer = new ArrayBufferWriter<byte>(utf8.Length + 64);
        using var json = new Utf8JsonWriter(buffer, Json);
        json.WriteStartObject();
        foreach (var member in recorded.EnumerateObject())
        {
            if (member.Name == was) json.WriteString(identifierName, identifier);
            else member.WriteTo(json);
        }

        json.WriteEndObject();
        json.Flush();
        return WireMessage.Text(buffer.WrittenSpan);
    }

    /// <summary>A member's text; null where it is none.</summary>
    public static string? Text(JsonElement message, string name) => message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
