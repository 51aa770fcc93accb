using Harness.Load.Clients;
using Harness.Load.Figures;
using Harness.Load.Judging;
using Harness.Load.Limits;
using Harness.Load.Protocols;
using Harness.Load.Receiving;

namespace Harness.Load;

/// <summary>Puts a server under load: opens connections at a given pace, keeps them talking, measures for a while, and reports.</summary>
public sealed class LoadRun
{
    private const int MostReceivers = 4;

    private readonly LoadOptions _options;
    private readonly Action<LoadProgress>? _progress;

    public LoadRun(LoadOptions options, Action<LoadProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _progress = progress;
    }

    /// <summary>What this machine lacks for so many connections, each with the line that provides it. Raises this process's own limit where it may.</summary>
    public static IReadOnlyList<string> CheckLimits(int connections) =>
        [.. new[] { Descriptors.Provide(connections), LocalPorts.Check(connections) }.OfType<string>()];

    /// <param name="cancellationToken">Ends the run early: the report says what was measured until then.</param>
    public async Task<LoadReport> RunAsync(CancellationToken cancellationToken)
    {
        var protocol = LoadProtocols.Find(_options.Protocol.Slug) ?? throw new InvalidOperationException($"{_options.Protocol.Slug} cannot be put under load");
        var state = new LoadState(_options);
        var findings = _options.Validate ? new FindingCounts() : null;
        List<IReceiver> receivers = [.. Enumerable.Range(0, ReceiverCount).Select(_ => Receiver())];
        using var connector = new Connector(state, protocol, receivers, findings);
        var crowd = new Crowd(state, protocol, connector);
        var watch = new Watch(state, protocol, crowd, receivers, _progress);

        await crowd.JoinAsync(watch, cancellationToken);
        var ramp = state.Elapsed;
        if (!cancellationToken.IsCancellationRequested && crowd.Unreachable is null) await watch.MeasureAsync(cancellationToken);
        state.Measures = false;
        var measured = watch.Measured;
        // Before the receivers end, which look for what became of the stalled: those count, whoever else ends from now on does not.
        var lost = crowd.Lost;
        foreach (var receiver in receivers) await receiver.DisposeAsync();
        state.IsOver = true;
        foreach (var client in crowd.Clients) client.Judge?.End();
        var report = new ReportMaker(state, protocol, crowd, connector, receivers, findings).Make(watch, ramp, measured, lost, cancellationToken.IsCancellationRequested);
        foreach (var client in crowd.Clients) client.Dispose();
        return report with { Thresholds = [.. _options.Thresholds.Select(threshold => threshold.Judge(report))] };
    }

    /// <summary>The server needs the processor as much as we do where both share it.</summary>
    private static int ReceiverCount => Math.Clamp(Environment.ProcessorCount / 4, 1, MostReceivers);

    private IReceiver Receiver() => Connector.UsesEpoll(_options) ? new EpollReceiver(_options.Time) : new TransportReceiver(_options.Time);
}
