using Harness.Compare.Contenders;
using Harness.Compare.Reports;

namespace Harness.Compare;

/// <summary>What the mock is to reach, as ratios within one interleaved run wherever there is something to compare it with.</summary>
internal sealed class Goals
{
    /// <summary>A run's two ends cut through a tick.</summary>
    private const double AllPercent = 99;

    private readonly Dictionary<(string Workload, Type Server), IReadOnlyList<StreamResult>> _streams = [];
    private readonly Dictionary<Type, IReadOnlyList<IdleResult>> _idle = [];

    public void Add(Workload workload, IServer server, IReadOnlyList<StreamResult> runs) => _streams[(workload.Name, server.GetType())] = runs;

    public void Add(IServer server, IReadOnlyList<IdleResult> runs) => _idle[server.GetType()] = runs;

    public GoalTable Table()
    {
        var table = new GoalTable();
        table.AtMost("1. paced: processor time, × node ws", Cpu<MockServer>("paced") / Cpu<NodeServer>("paced"), 0.75);
        table.AtMost("1. paced: processor time, × bare loop", Cpu<MockServer>("paced") / Cpu<BareServer>("paced"), 1.15);
        table.AtMost("1. paced: p50, × bare loop", Stream<MockServer>("paced", run => run.P50) / Stream<BareServer>("paced", run => run.P50), 1.2);
        table.AtMost("1. paced: p99, × bare loop", Stream<MockServer>("paced", run => run.P99) / Stream<BareServer>("paced", run => run.P99), 1.5);
        table.AtLeast("2. flood: messages per core, × node ws", Cpu<NodeServer>("flood") / Cpu<MockServer>("flood"), 45, "0.0");
        table.AtMost("2. flood: processor time, × bare loop", Cpu<MockServer>("flood") / Cpu<BareServer>("flood"), 1.25);
        table.AtLeast("3. a million a second: least a client got", 100 * Stream<MockServer>("million", run => run.Least), AllPercent, "0.0", " %");
        table.AtMost("3. a million a second: processor time of a million", Cpu<MockServer>("million"), 0.65, "0.000", " s");
        table.AtMost("3. a million a second: p99", Stream<MockServer>("million", run => run.P99), 1.5, "0.00", " ms");
        table.AtMost("4. paced: allocated per delivery", Stream<MockServer>("paced", run => run.AllocatedEach), 2, "0.00", " B");
        table.AtMost("5. idle: memory a connection", Idle<MockServer>(run => run.BytesEach) / 1024, 14, "0.0", " KB");
        table.AtMost("5. idle: processor time", 100 * Idle<MockServer>(run => run.Cpu), 1, "0.00", " % of a core");
        table.AtLeast("5. accepts per processor second, × node ws", Idle<MockServer>(run => run.AcceptsPerCpuSecond) / Idle<NodeServer>(run => run.AcceptsPerCpuSecond), 1.5);
        table.AtLeast("6. stalled: least another client got", 100 * Stream<MockServer>("stalled", run => run.Least), AllPercent, "0.0", " %");
        table.AtMost("6. stalled: memory a stalled client", (Stream<MockServer>("stalled", run => run.GrownBytes) - Stream<MockServer>("unstalled", run => run.GrownBytes)) / Stalled / 1024 / 1024, 1, "0.00", " MB");
        table.AtMost("own choices: processor time, × everybody the same", Cpu<MockServer>("choice") / Cpu<MockServer>("everybody"), 1.3);
        return table;
    }

    private static double Stalled => Workload.Streams.Single(workload => workload.Name == "stalled").Stalled;

    private double Cpu<TServer>(string workload) => Stream<TServer>(workload, run => run.CpuPerMillion);

    private double Stream<TServer>(string workload, Func<StreamResult, double> figure) =>
        _streams.TryGetValue((workload, typeof(TServer)), out var runs) ? Median.Of(runs, figure) : double.NaN;

    private double Idle<TServer>(Func<IdleResult, double> figure) => _idle.TryGetValue(typeof(TServer), out var runs) ? Median.Of(runs, figure) : double.NaN;
}
