using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harness.Mocks.Protocols.Odin.Messages;
using Harness.Wire;

namespace Harness.Mocks.Protocols.Odin;

/// <summary>Puts messages into the bytes that go on the wire. One for the whole protocol: whoever calls holds the world's gate.</summary>
internal sealed class OdinJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    /// <summary>A message as every client gets it (Response Message Structure).</summary>
    /// <param name="clientId">Null for what is said to all clients at once.</param>
    public WireMessage Render(OdinReply reply, string? clientId, DateTimeOffset now) => Write(json =>
    {
        json.WriteString("type"u8, reply.Type);
        json.WriteString("status"u8, reply.Status);
        if (reply.Message is not null) json.WriteString("message"u8, reply.Message);
        if (reply.HasData)
        {
            json.WriteStartObject("data"u8);
            reply.WriteData(json);
            json.WriteEndObject();
        }

        if (clientId is not null) json.WriteString("client_id"u8, clientId);
        json.WriteNumber("timestamp"u8, now.ToUnixTimeMilliseconds());
    });

    /// <summary>The object whose members <paramref name="members"/> writes.</summary>
    public WireMessage Write(Action<Utf8JsonWriter> members)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer, Options);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return WireMessage.Text(_buffer.WrittenSpan);
    }

    /// <summary>A number as the document writes prices: never without a decimal (<c>1374.0</c>), and no more digits than it needs.</summary>
    public static void WritePrice(Utf8JsonWriter json, ReadOnlySpan<byte> name, decimal price)
    {
        Span<byte> text = stackalloc byte[40];
        price.TryFormat(text, out var length, "0.0###########", CultureInfo.InvariantCulture);
        json.WritePropertyName(name);
        json.WriteRawValue(text[..length], skipInputValidation: true);
    }

    public static void WriteStrings(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
