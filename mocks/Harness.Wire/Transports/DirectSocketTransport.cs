using System.Net.Sockets;

namespace Harness.Wire.Transports;

/// <summary>
/// A transport that reads through a stream, and writes straight to the socket under it, past everything that lies between: a write is one system call
/// on the caller's thread, and what does not fit is awaited. Twice as fast as a web server's own way out, and a cut or reset overtakes nothing.
/// </summary>
/// <remarks>
/// Only for plain TCP, and only once everything written to the stream has left it; nothing may be written to the stream afterwards. Under Kestrel that
/// takes <c>SocketTransportOptions.MaxWriteBufferSize = 1</c>, as the 101 is still in Kestrel's hands otherwise, and no TLS.
/// </remarks>
public sealed class DirectSocketTransport : WireTransport
{
    private readonly Stream _stream;
    private readonly Socket _socket;

    public DirectSocketTransport(Stream stream, Socket socket)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(socket);
        _stream = stream;
        _socket = socket;

        try
        {
            // So that a send that does not fit says so instead of waiting.
            socket.Blocking = false;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Over already; the first read or write will tell.
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _stream.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var sent = _socket.Send(bytes.Span, SocketFlags.None, out var error);
        if (error == SocketError.Success && sent == bytes.Length) return ValueTask.CompletedTask;
        if (error is SocketError.Success or SocketError.WouldBlock) return WriteRestAsync(bytes[sent..], cancellationToken);
        return ValueTask.FromException(new SocketException((int)error));
    }

    public override ValueTask<bool> FinishAsync(CancellationToken cancellationToken)
    {
        _socket.Shutdown(SocketShutdown.Send);
        return ValueTask.FromResult(true);
    }

    public override void Cut() => SocketEnds.Cut(_socket);

    public override void Reset() => SocketEnds.Reset(_socket);

    public override ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async ValueTask WriteRestAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty) bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
    }
}
