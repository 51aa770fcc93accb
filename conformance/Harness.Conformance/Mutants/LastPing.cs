using Harness.Wire;

namespace Harness.Conformance.Mutants;

/// <summary>A ping whose answer is waited for, and the end of the connection where none comes.</summary>
internal sealed class LastPing(WireConnection wire, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private ITimer? _timer;

    /// <summary>Pings.</summary>
    /// <param name="onSilence">Called before the connection is ended.</param>
    public static LastPing Send(WireConnection wire, TimeProvider time, Action onSilence)
    {
        var ping = new LastPing(wire, time);
        ping.Send(onSilence);
        return ping;
    }

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Send(Action onSilence)
    {
        wire.SendPing("still there?"u8);
        _timer = time.CreateTimer(
            _ =>
            {
                onSilence();
                wire.Close(1000);
            },
            null, Patience, Timeout.InfiniteTimeSpan);
    }
}
