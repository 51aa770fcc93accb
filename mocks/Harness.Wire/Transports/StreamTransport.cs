using System.Net.Sockets;

namespace Harness.Wire.Transports;

/// <summary>
/// A transport over a duplex stream: an upgraded HTTP connection, TCP, TLS or in-memory. The stream is disposed with it.
/// </summary>
/// <param name="socket">
/// The socket under the stream, for cuts and resets. Give it only where bytes have reached the socket when a write and flush return, otherwise a cut
/// overtakes them.
/// </param>
/// <param name="abort">Breaks the connection, where there is no socket to do it on; <c>HttpContext.Abort</c> under Kestrel.</param>
/// <param name="alreadyRead">Bytes that were read together with the handshake and belong to the connection.</param>
public sealed class StreamTransport(Stream stream, Socket? socket = null, Action? abort = null, ReadOnlyMemory<byte> alreadyRead = default) : WireTransport
{
    private readonly Stream _stream = stream;
    private readonly Socket? _socket = socket;
    private readonly Action? _abort = abort;
    private readonly ReadOnlyMemory<byte> _alreadyRead = alreadyRead;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public override ValueTask<bool> FinishAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public override void Cut() => throw new NotSupportedException();

    public override void Reset() => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => throw new NotSupportedException();
}
