using Harness.Compare.Contenders;
using Harness.Compare.Receiving;

namespace Harness.Compare;

/// <summary>What one server did in one run of a stream.</summary>
/// <param name="CpuPerMillion">Processor seconds, user and system, per million messages delivered.</param>
/// <param name="PerSecond">Messages delivered a second.</param>
/// <param name="Least">The client that got least, as a share of what was due to it.</param>
/// <param name="GrownBytes">How much more memory it held at the end than when everybody had connected.</param>
/// <param name="AllocatedEach">Bytes allocated per message delivered; NaN where the server cannot say.</param>
internal sealed record StreamResult(double CpuPerMillion, double PerSecond, double P50, double P99, double P999, double Least, double GrownBytes, double AllocatedEach, int MessageBytes)
{
    public static StreamResult Of(IServer server, Workload workload, int messageBytes, TimeSpan warmUp, TimeSpan span)
    {
        using var contender = server.Start(workload, messageBytes);
        using var crowd = new Crowd();
        crowd.Connect(contender.Port, workload.Clients, workload.Stalled, server.Handshakes(workload, contender.Port));
        var memory = contender.Memory;
        Pause.For(warmUp);

        var time = TimeProvider.System;
        crowd.Latencies.Clear();
        var allocated = server.Allocated(contender.Port);
        var (began, frames, bytes, cpu, each) = (time.GetTimestamp(), crowd.Frames, crowd.Bytes, contender.Cpu, crowd.Each);
        Pause.For(span);
        var after = crowd.Each;
        var (delivered, received, used, seconds) = (crowd.Frames - frames, crowd.Bytes - bytes, contender.Cpu - cpu, time.GetElapsedTime(began).TotalSeconds);

        allocated = server.Allocated(contender.Port) - allocated;
        var most = after.Zip(each, (now, before) => now - before).Max();
        var least = after.Zip(each, (now, before) => now - before).Min();
        return new StreamResult(
            used.TotalSeconds / delivered * 1_000_000,
            delivered / seconds,
            crowd.Latencies.Percentile(50),
            crowd.Latencies.Percentile(99),
            crowd.Latencies.Percentile(99.9),
            Math.Min(least / (double)most, least / (seconds * (server is NodeServer ? workload.NodeRate : workload.Rate))),
            contender.Memory - memory,
            allocated / (double)delivered ?? double.NaN,
            delivered == 0 ? 0 : (int)(received / delivered) - 4);
    }
}
