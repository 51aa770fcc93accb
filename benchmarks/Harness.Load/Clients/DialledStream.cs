using System.Net.Sockets;

namespace Harness.Load.Clients;

/// <summary>
/// A socket during its handshake. It blocks instead of waiting asynchronously: a socket that has once been awaited stays in the runtime's own epoll, and
/// every piece that it receives later would wake two threads.
/// </summary>
internal sealed class DialledStream(Socket socket) : System.IO.Stream
{
    public Socket Socket => socket;

    /// <summary>The handshake is over: nothing more is read through this.</summary>
    public bool IsOver { get; set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (IsOver) return 0;
        var read = socket.Receive(buffer, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.Success => read,
            SocketError.TimedOut or SocketError.WouldBlock => throw new IOException($"no answer within {socket.ReceiveTimeout / 1000} s"),
            _ => throw new IOException(new SocketException((int)error).Message),
        };
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            socket.Send(buffer);
        }
        catch (SocketException problem)
        {
            throw new IOException(problem.Message, problem);
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
        // Everything is written through.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !IsOver) socket.Dispose();
        base.Dispose(disposing);
    }
}
