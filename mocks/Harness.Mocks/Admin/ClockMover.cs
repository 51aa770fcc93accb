using Harness.Mocks.Server;
using Harness.Wire.Time;

namespace Harness.Mocks.Admin;

/// <summary>
/// Moves a server's clock on, timer by timer, without leaving the wire behind: what an hour brings is more than outboxes hold, so that whoever reads
/// gets the time to.
/// </summary>
internal sealed class ClockMover(MockHost host)
{
    /// <summary>After so many instants it looks whether peers keep up.</summary>
    private const int InstantsPerLook = 16;

    /// <summary>Bytes that may wait for one peer before time does.</summary>
    private const long MostWaiting = 32 * 1024;

    /// <summary>Whoever takes nothing for so long, in real time, is not waited for: it is stalled, throttled, or gone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when everything due by then has been done, and written as far as peers take it.</summary>
    public async Task MoveAsync(QueuedClock clock, DateTimeOffset instant, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.Stopping);
        using var hold = clock is SteeredClock steered ? await steered.HoldAsync(end.Token) : null;
        await host.Connections.SettleAsync(end.Token);
        for (var instants = 1; clock.NextDue is { } due && due <= instant; instants++)
        {
            end.Token.ThrowIfCancellationRequested();
            clock.AdvanceTo(due);
            if (instants % InstantsPerLook == 0 && host.Connections.All.Any(connection => connection.Statistics.QueuedBytes > MostWaiting)) await WriteAsync(end.Token);
        }

        clock.AdvanceTo(instant);
        await WriteAsync(end.Token);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var connections = host.Connections.All;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var written = Task.WhenAll(connections.Select(connection => connection.DrainAsync(patience.Token)));
        for (var before = -1L; !written.IsCompleted;)
        {
            var sent = connections.Sum(connection => connection.Statistics.SentBytes);
            if (sent == before) await patience.CancelAsync();
            before = sent;
            await Task.WhenAny(written, Task.Delay(Patience, TimeProvider.System, cancellationToken));
        }

        cancellationToken.ThrowIfCancellationRequested();
        await written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
