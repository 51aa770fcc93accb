using Harness.Mocks.Server;

namespace Harness.Mocks.Admin;

/// <summary>
/// Waits until what was written down has been dealt with. The journal knows a message a moment before its protocol does: whoever has waited for one and
/// then moves the clock must not come in between.
/// </summary>
internal static class Settling
{
    private const int EagerLooks = 100;

    /// <summary>Under so much traffic that nothing ever settles, a caller is not kept longer than this, in real time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task SettleAsync(this ConnectionTable connections, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var looks = 0; !connections.IsSettled && TimeProvider.System.GetElapsedTime(began) < Patience; looks++)
        {
            if (looks < EagerLooks) await Task.Yield();
            else await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }
    }
}
