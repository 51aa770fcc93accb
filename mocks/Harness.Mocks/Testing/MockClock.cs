using Harness.Mocks.Server;
using Harness.Wire.Time;

namespace Harness.Mocks.Testing;

/// <summary>
/// The mock's time, which a test moves where the mock was started on a <see cref="ManualClock"/> or a <see cref="SteeredClock"/>. One that runs by itself
/// stands still while it is moved, and then runs on.
/// </summary>
public sealed class MockClock
{
    private readonly TimeProvider _clock;

    internal MockClock(TimeProvider clock) => _clock = clock;

    /// <summary>What it shows.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Moves time on. Every timer on the way fires, within this call; a client gets no chance to answer in between.</summary>
    /// <exception cref="InvalidOperationException">The mock runs on a clock that it cannot move.</exception>
    public void Advance(TimeSpan by) => Ours.Advance(by);

    /// <summary>
    /// Moves time on from timer to timer, and waits before each and at the end until nothing moves: what a client in this process answers, on this clock, is
    /// answered in time.
    /// </summary>
    /// <exception cref="InvalidOperationException">The mock runs on a clock that it cannot move.</exception>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default) => Ours.AdvanceQuietlyAsync(by, cancellationToken);

    /// <summary>Moves time on from timer to timer, whenever nothing else moves, until something has happened.</summary>
    /// <param name="step">What is waited for, e.g. the task of <c>mock.ReceivedAsync(…)</c>.</param>
    /// <param name="limit">How much of the mock's time it may take.</param>
    /// <param name="what">What is waited for, in words for the error.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The step's result.</returns>
    /// <exception cref="TimeoutException">It did not happen within the limit, or no timer is left that could bring it about.</exception>
    /// <exception cref="InvalidOperationException">The mock runs on a clock that it cannot move.</exception>
    public async Task<T> AdvanceUntilAsync<T>(Task<T> step, TimeSpan limit, string what, CancellationToken cancellationToken = default)
    {
        await Ours.AdvanceWhenQuietAsync(step, limit, what, cancellationToken);
        return await step;
    }

    /// <summary>Waits until nothing moves between the mock and its clients in this process; does not wait where time goes on by itself, as that may never be.</summary>
    public Task QuietAsync(CancellationToken cancellationToken = default) =>
        _clock is QueuedClock { IsStill: true } clock ? clock.Quiet.WaitAsync(cancellationToken) : Task.CompletedTask;

    private QueuedClock Ours => _clock as QueuedClock ?? throw new InvalidOperationException(
        $"the mock runs on {Name}, which it cannot move: start it with {nameof(MockServerOptions.TimeProvider)} = new {nameof(ManualClock)}(…), which stands until it is moved, "
        + $"or new {nameof(SteeredClock)}(…), which runs, or move the clock you gave it yourself");

    private string Name => _clock == TimeProvider.System ? $"{nameof(TimeProvider)}.{nameof(TimeProvider.System)}" : _clock.GetType().Name;
}
