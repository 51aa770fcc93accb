using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Mocks.Testing;

/// <summary>One message of a client, as it crossed the wire.</summary>
public sealed class ReceivedMessage
{
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Read = JsonSerializerOptions.Web;

    internal ReceivedMessage(TranscriptHeader session, Frame frame)
    {
        Protocol = session.Protocol;
        Session = session.Session;
        At = session.TimeOf(frame);
        Frame = frame;
    }

    /// <summary>The protocol's slug.</summary>
    public string Protocol { get; }

    /// <summary>The session it belongs to, as at <c>/__admin/sessions</c>.</summary>
    public string Session { get; }

    /// <summary>When it came, on the mock's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The frame as the transcript has it, with its place.</summary>
    public Frame Frame { get; }

    /// <summary>A text message as it was written.</summary>
    public string Text => Frame.Text;

    /// <summary>The payload as it crossed the wire; of a binary message too.</summary>
    public ReadOnlyMemory<byte> Payload => Frame.Payload;

    /// <summary>Whether it came as a binary message.</summary>
    public bool IsBinary => Frame.Kind == FrameKind.Binary;

    /// <summary>The message as JSON.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public JsonElement Json => JsonElement.Parse(Payload.Span);

    /// <summary>The message as a type of yours; members are found in any case, camel case is expected.</summary>
    /// <exception cref="JsonException">It is no such thing.</exception>
    public T As<T>() => JsonSerializer.Deserialize<T>(Payload.Span, Read) ?? throw new JsonException("the message is null");

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>A message to send: an object as JSON, a string as it stands.</summary>
    internal static byte[] Write(object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Written);
    }
}
