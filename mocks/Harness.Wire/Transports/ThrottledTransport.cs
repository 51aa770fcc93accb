namespace Harness.Wire.Transports;

/// <summary>Lets at most so many bytes a second through, as a slow line would. Without a limit it costs a comparison.</summary>
/// <param name="inner">Disposed with it.</param>
/// <param name="clock">What a second is.</param>
public sealed class ThrottledTransport(WireTransport inner, TimeProvider clock) : WireTransport
{
    /// <summary>Bytes leave in this many portions a second: small enough that a frame visibly trickles.</summary>
    private const int PortionsPerSecond = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.0 / PortionsPerSecond);

    /// <summary>Null lifts the limit, for bytes that wait already too.</summary>
    public long? BytesPerSecond { get; set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        BytesPerSecond is null ? inner.WriteAsync(bytes, cancellationToken) : TrickleAsync(bytes, cancellationToken);

    public override ValueTask<bool> FinishAsync(CancellationToken cancellationToken) => inner.FinishAsync(cancellationToken);

    public override void Cut() => inner.Cut();

    public override void Reset() => inner.Reset();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask TrickleAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            var portion = BytesPerSecond is { } limit ? (int)Math.Clamp(limit / PortionsPerSecond, 1, bytes.Length) : bytes.Length;
            await inner.WriteAsync(bytes[..portion], cancellationToken);
            bytes = bytes[portion..];
            if (bytes.Length > 0) await Task.Delay(Pause, clock, cancellationToken);
        }
    }
}
