using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harness.Wire;

namespace Harness.Mocks.Protocols.AirAlgo.Messages;

/// <summary>Writes messages in the order of the document's examples: event, payload, ref, topic.</summary>
internal sealed class PhoenixWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    /// <param name="reference">Null in everything the server sends by itself.</param>
    /// <param name="joinReference">Written only where there is one.</param>
    /// <param name="state">Handed to <paramref name="writePayload"/>, so that it needs no closure.</param>
    /// <param name="writePayload">Writes the payload's members.</param>
    public WireMessage Write<T>(string name, string topic, string? reference, string? joinReference, T state, Action<Utf8JsonWriter, T> writePayload)
    {
        _buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_buffer, Options);
        json.WriteStartObject();
        json.WriteString("event"u8, name);
        json.WriteStartObject("payload"u8);
        writePayload(json, state);
        json.WriteEndObject();
        json.WriteString("ref"u8, reference);
        if (joinReference is not null) json.WriteString("join_ref"u8, joinReference);
        json.WriteString("topic"u8, topic);
        json.WriteEndObject();
        json.Flush();
        return WireMessage.Text(_buffer.WrittenSpan);
    }

    /// <inheritdoc cref="Write{T}(string, string, string?, string?, T, Action{Utf8JsonWriter, T})"/>
    public WireMessage Push<T>(string name, string topic, T state, Action<Utf8JsonWriter, T> writePayload) => Write(name, topic, null, null, state, writePayload);
}
