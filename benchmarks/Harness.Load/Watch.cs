using Harness.Load.Clients;
using Harness.Load.Figures;
using Harness.Load.Protocols;
using Harness.Load.Receiving;

namespace Harness.Load;

/// <summary>Lets time pass while clients receive: asks, tends, takes a sample every second, and sees when nobody is left.</summary>
internal sealed class Watch(LoadState state, ILoadProtocol protocol, Crowd crowd, IReadOnlyList<IReceiver> receivers, Action<LoadProgress>? progress)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(1);

    private readonly List<LoadSample> _samples = [];
    private long _sampledAt;
    private long _beatAt;
    private long _messages;
    private long _bytes;
    private long _began;

    public IReadOnlyList<LoadSample> Samples => _samples;

    /// <summary>How long was measured.</summary>
    public TimeSpan Measured { get; private set; }

    /// <summary>Every connection ended before the time was over.</summary>
    public bool NobodyLeft { get; private set; }

    /// <summary>Watches until it is told to stop.</summary>
    public Task WatchAsync(CancellationToken cancellationToken) => RunAsync(() => false, cancellationToken);

    /// <summary>Measures for as long as was asked for, or until nobody is left.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var ends = state.Elapsed + (long)state.Options.Duration.TotalMicroseconds;
        _began = state.Elapsed;
        _sampledAt = _began;
        state.Measures = true;
        await RunAsync(() => state.Elapsed >= ends || (NobodyLeft = state.Open == 0), cancellationToken);
        Measured = TimeSpan.FromMicroseconds(state.Elapsed - _began);
        Sample();
    }

    private async Task RunAsync(Func<bool> isOver, CancellationToken cancellationToken)
    {
        _beatAt = state.Elapsed;
        try
        {
            while (!isOver())
            {
                await Task.Delay(Beat, state.Options.Time, cancellationToken);
                var now = state.Elapsed;
                crowd.Ask(TimeSpan.FromMicroseconds(now - _beatAt));
                _beatAt = now;
                if (now - _sampledAt < SampleEvery.TotalMicroseconds) continue;
                Sample();
                crowd.Tend();
            }
        }
        catch (OperationCanceledException)
        {
            // Ended early.
        }
    }

    private void Sample()
    {
        var now = state.Elapsed;
        var seconds = (now - _sampledAt) / 1e6;
        if (seconds <= 0) return;
        var (messages, bytes) = (receivers.Sum(receiver => receiver.Tally.Messages), receivers.Sum(receiver => receiver.Tally.Bytes));
        var sample = new LoadSample(TimeSpan.FromMicroseconds(now), state.Open, (messages - _messages) / seconds, (bytes - _bytes) / seconds, state.Incidents.Total);
        // What is left of the last second is no second.
        if (seconds > 0.2 || _samples.Count == 0) _samples.Add(sample);
        (_sampledAt, _messages, _bytes) = (now, messages, bytes);
        progress?.Invoke(Progress(sample));
    }

    private LoadProgress Progress(LoadSample sample)
    {
        var latency = new Histogram();
        if (protocol.NoLatency is null)
        {
            foreach (var receiver in receivers) latency.Add(receiver.Tally.Latency);
        }

        var measured = state.Measures ? TimeSpan.FromMicroseconds(state.Elapsed - _began) : TimeSpan.Zero;
        return new LoadProgress(
            state.Measures ? "measuring" : "connecting", sample.At, measured, crowd.Tried, sample.Open, sample.Messages, sample.Bytes,
            latency.Percentile(50), latency.Percentile(99), sample.Errors);
    }
}
