using Harness.Load.Clients;
using Harness.Load.Figures;
using Harness.Load.Judging;
using Harness.Load.Protocols;
using Harness.Load.Receiving;

namespace Harness.Load;

/// <summary>Puts together what a run has counted.</summary>
internal sealed class ReportMaker(LoadState state, ILoadProtocol protocol, Crowd crowd, Connector connector, IReadOnlyList<IReceiver> receivers, FindingCounts? findings)
{
    public LoadReport Make(Watch watch, long ramp, TimeSpan measured, int lost, bool interrupted)
    {
        var options = state.Options;
        var opened = crowd.Clients.Count();
        var latency = Sum(tally => tally.Latency);
        return new LoadReport
        {
            Protocol = protocol.Protocol,
            Target = options.Url.ToString().TrimEnd('/'),
            Started = state.Started,
            Planned = options.Duration,
            Measured = measured,
            Ramp = TimeSpan.FromMicroseconds(ramp),
            Connections = new ConnectionFigures(options.Connections, crowd.Tried, opened, state.Streaming, lost),
            Messages = receivers.Sum(receiver => receiver.Tally.Messages),
            Bytes = receivers.Sum(receiver => receiver.Tally.Bytes),
            Connect = Spread.Of(connector.Connect),
            FirstMessage = Spread.Of(Sum(tally => tally.FirstMessage)),
            Latency = Spread.Of(latency),
            NoLatency = protocol.NoLatency ?? (latency.Count == 0 ? "no market data with a time of its own came" : null),
            RoundTrips = Spread.Of(Sum(tally => tally.RoundTrips)),
            RoundTrip = crowd.RoundTrip,
            NoRoundTrips = LoadProtocols.WhyNoRoundTrips(options) ?? (state.Asked == 0 ? "the run was too short to ask" : null),
            RejectedOrders = state.Rejected,
            Backwards = protocol.NoLatency is null ? receivers.Sum(receiver => receiver.Tally.Backwards) : null,
            Ahead = receivers.Sum(receiver => receiver.Tally.Ahead),
            Timeless = receivers.Sum(receiver => receiver.Tally.Timeless),
            Errors = state.Incidents.Errors(),
            Endings = state.Incidents.Endings(),
            Stalled = options.Stalled > 0 ? Stalled() : null,
            Findings = findings?.All(),
            Samples = watch.Samples,
            Interrupted = interrupted,
            Gone = Gone(watch, opened),
        };
    }

    private string? Gone(Watch watch, int opened)
    {
        if (crowd.Unreachable is { } nobody) return nobody;
        if (opened == 0 && crowd.Tried > 0) return $"no connection opened: {state.Incidents.Errors().Keys.FirstOrDefault()}";
        return watch.NobodyLeft ? $"no connection is left: {string.Join(", ", state.Incidents.Endings().Select(ending => $"{ending.Key} × {ending.Value}"))}" : null;
    }

    private StalledFigures Stalled()
    {
        var all = crowd.Clients.Where(client => client.Stalls).ToList();
        var ended = all.Where(client => client.IsOver).GroupBy(client => client.CloseCode ?? "cut or reset").ToDictionary(group => group.Key, group => (long)group.Count());
        return new StalledFigures(all.Count, all.Count(client => client.HasData), ended, all.Count(client => !client.IsOver));
    }

    private Histogram Sum(Func<Tally, Histogram> one)
    {
        var sum = new Histogram();
        foreach (var receiver in receivers) sum.Add(one(receiver.Tally));
        return sum;
    }
}
