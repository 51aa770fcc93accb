using System.Text;
using Harness.Wire.Frames;

namespace Harness.Wire;

/// <summary>
/// Something to send: immutable, framed once, shared by every outbox and journal that holds it. The server role writes the framed bytes as they
/// are; the client role masks a copy for each send. Content is not checked: broken UTF-8 in a text message is a fault one may want.
/// </summary>
public sealed class WireMessage
{
    // How many frames these bytes hold; 0 for raw bytes, which nobody masks.
    private readonly int _frames;

    private WireMessage(WireOpcode opcode, ReadOnlyMemory<byte> framed, ReadOnlyMemory<byte> payload, int frames)
    {
        Opcode = opcode;
        Framed = framed;
        Payload = payload;
        _frames = frames;
    }

    /// <summary>Text, Binary, Ping or Pong; Continuation where <see cref="IsRaw"/>.</summary>
    public WireOpcode Opcode { get; }

    /// <summary>The content without framing; of a raw message, the bytes on the wire.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Whether these are bytes for the wire as they stand, in neither role framed or masked.</summary>
    public bool IsRaw => _frames == 0;

    /// <summary>The bytes on the wire, without masks.</summary>
    internal ReadOnlyMemory<byte> Framed { get; }

    /// <summary>How many bytes the frames take with their masks.</summary>
    internal int MaskedLength => Framed.Length + (4 * _frames);

    /// <summary>A text message from its UTF-8 bytes, which are copied.</summary>
    public static WireMessage Text(ReadOnlySpan<byte> utf8) => Single(WireOpcode.Text, utf8);

    public static WireMessage Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Text(Encoding.UTF8.GetBytes(text));
    }

    public static WireMessage Binary(ReadOnlySpan<byte> payload) => Single(WireOpcode.Binary, payload);

    /// <summary>A ping of at most 125 bytes.</summary>
    public static WireMessage Ping(ReadOnlySpan<byte> payload) => Control(WireOpcode.Ping, payload);

    /// <summary>A pong of at most 125 bytes, answering a ping or not.</summary>
    public static WireMessage Pong(ReadOnlySpan<byte> payload) => Control(WireOpcode.Pong, payload);

    /// <summary>Bytes to write as they are: a deliberate violation, see <see cref="RawFrame"/>.</summary>
    public static WireMessage Raw(ReadOnlyMemory<byte> bytesOnTheWire) => new(WireOpcode.Continuation, bytesOnTheWire, bytesOnTheWire, frames: 0);

    /// <summary>The same message in fragments.</summary>
    /// <param name="sizes">Bytes of each fragment, 0 allowed; what is left over makes one more.</param>
    public WireMessage InFragments(params ReadOnlySpan<int> sizes)
    {
        if (IsRaw || Opcode is not (WireOpcode.Text or WireOpcode.Binary))
        {
            throw new InvalidOperationException($"Only text and binary messages can be sent in fragments (RFC 6455 §5.4), not {(IsRaw ? "raw bytes" : Opcode)}.");
        }

        var framed = Fragments.Frame(Opcode, Payload.Span, sizes, out var frames);
        return new WireMessage(Opcode, framed, Payload, frames);
    }

    /// <summary>A close frame; null and an empty reason make an empty one.</summary>
    internal static WireMessage Close(WireClose close) => Single(WireOpcode.Close, ClosePayload.Write(close));

    private static WireMessage Single(WireOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var framed = FrameWriter.Frame(opcode, payload);
        return new WireMessage(opcode, framed, framed.AsMemory(framed.Length - payload.Length), frames: 1);
    }

    private static WireMessage Control(WireOpcode opcode, ReadOnlySpan<byte> payload) => payload.Length <= FrameHeader.MaxControlPayload
        ? Single(opcode, payload)
        : throw new ArgumentException($"A {opcode} takes at most 125 bytes (RFC 6455 §5.5), but was given {payload.Length}; send WireMessage.Raw to break the rule.", nameof(payload));
}
