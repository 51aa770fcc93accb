namespace Harness.Wire.Transports;

/// <summary>
/// One end of an in-memory connection. Disposal ends both directions as a closed socket does: the peer reads what was written, then the end.
/// A read with an empty buffer waits until there is something to read. One reader and one writer at a time, asynchronous only.
/// </summary>
public sealed class InMemoryStream : Stream
{
    private readonly InMemoryPipe _incoming;
    private readonly InMemoryPipe _outgoing;

    internal InMemoryStream(InMemoryPipe incoming, InMemoryPipe outgoing)
    {
        _incoming = incoming;
        _outgoing = outgoing;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Ends our direction (FIN); reading goes on.</summary>
    public void CompleteWrites() => _outgoing.Finish();

    /// <summary>Breaks both directions (RST): every pending and later read and write of either side fails with an <see cref="IOException"/>.</summary>
    public void Reset()
    {
        _outgoing.Reset();
        _incoming.Reset();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _incoming.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _outgoing.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("An in-memory connection is read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("An in-memory connection is written asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _outgoing.Finish();
        _incoming.LeaveReader();
        base.Dispose(disposing);
    }
}
