using System.Globalization;
using Harness.Compare.Contenders;
using Harness.Compare.Reports;

namespace Harness.Compare;

/// <summary>Runs every workload on every server, interleaved so that what else the machine does falls on all alike, and writes the medians as tables.</summary>
internal sealed class Comparison(IReadOnlyList<IServer> servers, CompareOptions options, TextWriter output)
{
    private readonly Goals _goals = new();

    public void Run()
    {
        var streams = Workload.Streams.Where(workload => options.Includes(workload.Name)).ToList();
        if (streams.Count > 0) WriteStreams(streams);
        if (options.Includes(Workload.Idle.Name)) WriteIdle();
        var goals = _goals.Table();
        if (!goals.IsEmpty) goals.Write(output);
    }

    private void WriteStreams(List<Workload> streams)
    {
        var table = new MarkdownTable("work", "server", "cpu s per M", "× harness", "msg/s", "p50 ms", "p99 ms", "p99.9 ms", "least got", "B allocated each", "MB grown");
        foreach (var workload in streams)
        {
            var runs = Interleaved(workload.Alone ? [.. servers.Where(server => server is MockServer)] : servers, Run(workload));
            var ours = runs.Where(run => run.Key is MockServer).Select(run => Median.Of(run.Value, result => result.CpuPerMillion)).FirstOrDefault(double.NaN);
            foreach (var (server, results) in runs)
            {
                _goals.Add(workload, server, results);
                var cpu = Median.Of(results, result => result.CpuPerMillion);
                table.Add(
                    workload.Title,
                    server.Name,
                    Show(cpu, "0.000"),
                    Show(cpu / ours, "0.00"),
                    Show(Median.Of(results, result => result.PerSecond), "#,0"),
                    Show(Median.Of(results, result => result.P50), "0.00"),
                    Show(Median.Of(results, result => result.P99), "0.00"),
                    Show(Median.Of(results, result => result.P999), "0.00"),
                    Show(100 * Median.Of(results, result => result.Least), "0.0") + " %",
                    Show(Median.Of(results, result => result.AllocatedEach), "0.00"),
                    Show(Median.Of(results, result => result.GrownBytes) / 1024 / 1024, "0.0"));
            }
        }

        table.Write(output);
    }

    private void WriteIdle()
    {
        var table = new MarkdownTable("work", "server", "KB a connection", "% of a core", "accepts/s", "accepts per cpu s");
        foreach (var (server, results) in Interleaved(servers, server => IdleResult.Of(server, Workload.Idle, options.Span)))
        {
            _goals.Add(server, results);
            table.Add(
                Workload.Idle.Title,
                server.Name,
                Show(Median.Of(results, result => result.BytesEach) / 1024, "0.0"),
                Show(100 * Median.Of(results, result => result.Cpu), "0.0"),
                Show(Median.Of(results, result => result.AcceptsPerSecond), "#,0"),
                Show(Median.Of(results, result => result.AcceptsPerCpuSecond), "#,0"));
        }

        table.Write(output);
    }

    /// <summary>Our own messages are the measure: the others send as many bytes.</summary>
    private Func<IServer, StreamResult> Run(Workload workload)
    {
        var messageBytes = 0;
        return server =>
        {
            var result = StreamResult.Of(server, workload, messageBytes == 0 ? CompareOptions.UsualMessageBytes : messageBytes, options.WarmUp, options.Span);
            if (server is MockServer) messageBytes = result.MessageBytes;
            return result;
        };
    }

    private List<KeyValuePair<IServer, List<T>>> Interleaved<T>(IReadOnlyList<IServer> contenders, Func<IServer, T> run)
    {
        var runs = contenders.Select(server => new KeyValuePair<IServer, List<T>>(server, [])).ToList();
        for (var round = 0; round < options.Runs; round++)
        {
            foreach (var (server, results) in runs)
            {
                Contender.Complaints.Clear();
                results.Add(run(server));
                foreach (var kind in Contender.Complaints.Where(line => line.Contains("cut:", StringComparison.Ordinal) || line.Contains("ERROR", StringComparison.Ordinal)).GroupBy(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]))
                {
                    Console.Error.WriteLine($"{server.Name} said {kind.Count()} times: {kind.Key}");
                }

                Console.Error.WriteLine($"{round + 1}/{options.Runs} {server.Name}: {results[^1]}");
            }
        }

        return runs;
    }

    private static string Show(double figure, string format) => double.IsNaN(figure) ? "" : figure.ToString(format, CultureInfo.InvariantCulture);
}
