namespace Harness.Wire.Transports;

/// <summary>
/// What carries the bytes of a connection: one reader and one writer at a time, from any thread. <see cref="Cut"/>, <see cref="Reset"/> and
/// disposal may come at any moment and end a pending read and write.
/// </summary>
public abstract class WireTransport : IAsyncDisposable
{
    /// <summary>
    /// Reads at least one byte, or returns 0 at the peer's end. With an empty buffer it returns when there is something to read, or at once where the
    /// transport cannot tell: an idle connection then holds no buffer.
    /// </summary>
    public abstract ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Writes all of it. Completes synchronously where the bytes fit without waiting; the outbox relies on that for speed, not for correctness.</summary>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Ends our direction behind everything written (TCP FIN), while reading goes on.</summary>
    /// <returns>False if this transport can only end both directions at once; nothing was done then.</returns>
    public abstract ValueTask<bool> FinishAsync(CancellationToken cancellationToken);

    /// <summary>Ends both directions now, as a closed process would (TCP FIN).</summary>
    public abstract void Cut();

    /// <summary>Breaks the connection now (TCP RST).</summary>
    public abstract void Reset();

    public abstract ValueTask DisposeAsync();
}
