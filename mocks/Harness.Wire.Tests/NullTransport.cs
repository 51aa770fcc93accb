using Harness.Wire.Transports;

namespace Harness.Wire.Tests;

/// <summary>Takes everything at once and gives nothing.</summary>
internal sealed class NullTransport : WireTransport
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask<bool> FinishAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);

    public override void Cut()
    {
    }

    public override void Reset()
    {
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
