using Polly;
using Polly.Retry;

namespace Harness.Clients.Connections;

/// <summary>Runs one connection after another until one ends for good or the caller leaves.</summary>
internal sealed class Reconnector(ConnectionOptions options)
{
    private readonly Backoff _backoff = new(options.Backoff);
    private long? _dataSince;

    /// <summary>
    /// Runs <paramref name="connection"/> again after each <see cref="ConnectionLostException"/>; every other exception ends the loop.
    /// A connection that simply returns ends it too.
    /// </summary>
    public async Task RunAsync(Func<CancellationToken, ValueTask> connection, CancellationToken cancellationToken)
    {
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception is ConnectionLostException),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(NextDelay()),
                OnRetry = args =>
                {
                    options.OnEvent?.Invoke(new Reconnecting(options.TimeProvider.GetUtcNow(), args.RetryDelay, _backoff.Failures));
                    return default;
                },
            })
            .Build();
        await pipeline.ExecuteAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The present connection delivered data. Only the first call of a connection counts.</summary>
    public void DataArrived() => _dataSince ??= options.TimeProvider.GetTimestamp();

    private TimeSpan NextDelay()
    {
        if (_dataSince is { } since && options.TimeProvider.GetElapsedTime(since) >= options.Backoff.ResetAfter)
            _backoff.Reset();
        _dataSince = null;
        return _backoff.Next();
    }
}
