using System.Buffers;
using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using Harness.Wire.Frames;

namespace Harness.Wire.Transports;

/// <summary>
/// A transport over somebody else's <see cref="WebSocket"/>, for hosts that hand over messages and no bytes: the server's frames are read off again and
/// sent as messages, and what arrives is framed as a client would have framed it. Fragments stay fragments. Pings and pongs do not cross it, and there is
/// nothing below a message that could be broken: <see cref="Cut"/> and <see cref="Reset"/> both abort.
/// </summary>
public sealed class MessageTransport(WebSocket socket) : WireTransport
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>What a client's frame is masked with; a mask of nothing changes nothing.</summary>
    private static readonly byte[] NoMask = new byte[4];

    private readonly ArrayBufferWriter<byte> _outgoing = new();
    private readonly byte[] _chunk = new byte[ChunkBytes];
    private ReadOnlyMemory<byte> _incoming;
    private WebSocketMessageType _type;
    private bool _isContinued;
    private bool _isOver;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.IsEmpty) return 0;
        if (_incoming.IsEmpty && !await ReceiveAsync(cancellationToken)) return 0;
        var length = Math.Min(buffer.Length, _incoming.Length);
        _incoming[..length].CopyTo(buffer);
        _incoming = _incoming[length..];
        return length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _outgoing.Write(bytes.Span);
        var rest = _outgoing.WrittenMemory;
        while (FrameHeader.TryRead(rest.Span, out var header) && (ulong)rest.Length >= (ulong)header.Size + header.Length)
        {
            await SendAsync(header, rest.Slice(header.Size, (int)header.Length), cancellationToken);
            rest = rest[(header.Size + (int)header.Length)..];
        }

        var left = rest.ToArray();
        _outgoing.ResetWrittenCount();
        _outgoing.Write(left);
    }

    /// <summary>Does nothing: after the close frame a message transport has no direction left to end.</summary>
    public override ValueTask<bool> FinishAsync(CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public override void Cut() => socket.Abort();

    public override void Reset() => socket.Abort();

    public override ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_isOver) return false;
        ValueWebSocketReceiveResult received;
        try
        {
            received = await socket.ReceiveAsync(_chunk.AsMemory(), cancellationToken);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or ObjectDisposedException)
        {
            _isOver = true;
            return false;
        }

        if (received.MessageType == WebSocketMessageType.Close)
        {
            _isOver = true;
            var code = socket.CloseStatus is { } status && status != WebSocketCloseStatus.Empty ? (int?)status : null;
            _incoming = Framed(true, WireOpcode.Close, ClosePayload.Write(new WireClose(code, code is null ? "" : socket.CloseStatusDescription ?? "")));
            return true;
        }

        var opcode = _isContinued ? WireOpcode.Continuation : received.MessageType == WebSocketMessageType.Text ? WireOpcode.Text : WireOpcode.Binary;
        _isContinued = !received.EndOfMessage;
        _incoming = Framed(received.EndOfMessage, opcode, _chunk.AsSpan(0, received.Count));
        return true;
    }

    private async ValueTask SendAsync(FrameHeader header, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        switch (header.Opcode)
        {
            case WireOpcode.Close:
                // Whatever it says: a code that may not be sent is sent on purpose.
                var (code, reason) = payload.Length < 2
                    ? (WebSocketCloseStatus.Empty, null)
                    : ((WebSocketCloseStatus)BinaryPrimitives.ReadUInt16BigEndian(payload.Span), Encoding.UTF8.GetString(payload.Span[2..]));
                await socket.CloseOutputAsync(code, reason, cancellationToken);
                return;
            case WireOpcode.Ping or WireOpcode.Pong:
                return;
            case WireOpcode.Text:
                _type = WebSocketMessageType.Text;
                break;
            case WireOpcode.Binary:
                _type = WebSocketMessageType.Binary;
                break;
        }

        await socket.SendAsync(payload, _type, header.Fin, cancellationToken);
    }

    private static byte[] Framed(bool fin, WireOpcode opcode, ReadOnlySpan<byte> payload)
    {
        var bytes = new byte[FrameWriter.HeaderBytes(payload.Length, masked: true) + payload.Length];
        var header = FrameWriter.WriteHeader(bytes, fin, opcode, payload.Length, NoMask);
        payload.CopyTo(bytes.AsSpan(header));
        return bytes;
    }
}
