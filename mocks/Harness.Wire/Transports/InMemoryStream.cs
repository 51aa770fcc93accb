namespace Harness.Wire.Transports;

/// <summary>
/// One end of an in-memory connection. Disposal ends both directions as a closed socket does: the peer reads what was written, then the end.
/// A read with an empty buffer waits until there is something to read.
/// </summary>
public sealed class InMemoryStream : Stream
{
    internal InMemoryStream()
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Ends our direction (FIN); reading goes on.</summary>
    public void CompleteWrites() => throw new NotSupportedException();

    /// <summary>Breaks both directions (RST): every pending and later read and write of either side fails with an <see cref="IOException"/>.</summary>
    public void Reset() => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("This stream is written asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
