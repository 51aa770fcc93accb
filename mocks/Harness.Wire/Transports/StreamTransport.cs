using System.Net.Security;
using System.Net.Sockets;

namespace Harness.Wire.Transports;

/// <summary>
/// A transport over a duplex stream: an upgraded HTTP connection, TCP, TLS or in-memory. The stream must write through, and is disposed with this.
/// </summary>
/// <param name="socket">
/// The socket under the stream, for cuts and resets; found by itself where the stream is a <see cref="NetworkStream"/>. Give it only where bytes have
/// reached the socket when a write returns, otherwise an end overtakes them.
/// </param>
/// <param name="abort">Breaks the connection where there is no socket to do it on; <c>HttpContext.Abort</c> under Kestrel.</param>
/// <param name="reset">Breaks the connection so that the peer sees a reset, where <paramref name="abort"/> would only end it.</param>
/// <param name="alreadyRead">Bytes that were read together with the handshake and belong to the connection.</param>
public sealed class StreamTransport(Stream stream, Socket? socket = null, Action? abort = null, Action? reset = null, ReadOnlyMemory<byte> alreadyRead = default) : WireTransport
{
    private readonly Socket? _socket = socket ?? (stream as NetworkStream)?.Socket;
    private ReadOnlyMemory<byte> _alreadyRead = alreadyRead;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_alreadyRead.IsEmpty) return stream.ReadAsync(buffer, cancellationToken);
        var length = Math.Min(buffer.Length, _alreadyRead.Length);
        _alreadyRead[..length].CopyTo(buffer);
        _alreadyRead = _alreadyRead[length..];
        return ValueTask.FromResult(length);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => stream.WriteAsync(bytes, cancellationToken);

    public override async ValueTask<bool> FinishAsync(CancellationToken cancellationToken)
    {
        await stream.FlushAsync(cancellationToken);
        if (stream is SslStream tls) await tls.ShutdownAsync().WaitAsync(cancellationToken);
        if (stream is InMemoryStream memory) memory.CompleteWrites();
        else if (_socket is not null) _socket.Shutdown(SocketShutdown.Send);
        else return false;
        return true;
    }

    public override void Cut()
    {
        if (_socket is not null) SocketEnds.Cut(_socket);
        else if (abort is not null) Abort();
        else stream.Dispose();
    }

    public override void Reset()
    {
        if (stream is InMemoryStream memory) memory.Reset();
        if (_socket is not null) SocketEnds.Reset(_socket);
        reset?.Invoke();
        Abort();
    }

    public override ValueTask DisposeAsync() => stream.DisposeAsync();

    private void Abort()
    {
        try
        {
            abort?.Invoke();
        }
        catch (ObjectDisposedException)
        {
            // The request that carried the connection is over already.
        }
    }
}
