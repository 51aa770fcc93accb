using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harness.Wire;

namespace Harness.Mocks.Protocols.Virtuoso.Messages;

/// <summary>Makes one text message. Used under the gate only, so one buffer serves everybody.</summary>
internal sealed class VirtuosoJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;

    public VirtuosoJson() => _json = new Utf8JsonWriter(_buffer, Options);

    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        return _json;
    }

    /// <summary>Ends the message with its timestamp: milliseconds since the epoch, UTC.</summary>
    public WireMessage End(DateTimeOffset now)
    {
        _json.WriteNumber("timestamp"u8, now.ToUnixTimeMilliseconds());
        _json.WriteEndObject();
        _json.Flush();
        return WireMessage.Text(_buffer.WrittenSpan);
    }
}
