using Harness.Mocks.Server;
using Harness.Wire.Time;

namespace Harness.Mocks.Testing;

/// <summary>The mock's time, which a test moves where the mock was started on a <see cref="ManualClock"/>.</summary>
public sealed class MockClock
{
    private readonly TimeProvider _clock;

    internal MockClock(TimeProvider clock) => _clock = clock;

    /// <summary>What it shows.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Moves time on. Every timer on the way fires, within this call; a client gets no chance to answer in between.</summary>
    /// <exception cref="InvalidOperationException">The mock runs on another clock than a <see cref="ManualClock"/>.</exception>
    public void Advance(TimeSpan by) => Manual.Advance(by);

    /// <summary>
    /// Moves time on from timer to timer, and waits before each and at the end until nothing moves: what a client in this process answers, on this clock, is
    /// answered in time.
    /// </summary>
    /// <exception cref="InvalidOperationException">The mock runs on another clock than a <see cref="ManualClock"/>.</exception>
    public Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default) => Manual.AdvanceQuietlyAsync(by, cancellationToken);

    /// <summary>Moves time on from timer to timer, whenever nothing else moves, until something has happened.</summary>
    /// <param name="step">What is waited for, e.g. the task of <c>mock.ReceivedAsync(…)</c>.</param>
    /// <param name="limit">How much of the mock's time it may take.</param>
    /// <param name="what">What is waited for, in words for the error.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The step's result.</returns>
    /// <exception cref="TimeoutException">It did not happen within the limit, or no timer is left that could bring it about.</exception>
    /// <exception cref="InvalidOperationException">The mock runs on another clock than a <see cref="ManualClock"/>.</exception>
    public async Task<T> AdvanceUntilAsync<T>(Task<T> step, TimeSpan limit, string what, CancellationToken cancellationToken = default)
    {
        await Manual.AdvanceWhenQuietAsync(step, limit, what, cancellationToken);
        return await step;
    }

    private ManualClock Manual => _clock as ManualClock ?? throw new InvalidOperationException(
        $"the mock runs on {_clock.GetType().Name}, which it cannot move: start it with {nameof(MockServerOptions.TimeProvider)} = new {nameof(ManualClock)}(…), or move the clock you gave it yourself");
}
