using Harness.Compare.Contenders;
using Harness.Compare.Receiving;

namespace Harness.Compare;

/// <summary>What connections cost that hardly say a word, and what it cost to make them.</summary>
/// <param name="AcceptsPerCpuSecond">Connections made per processor second of the server.</param>
/// <param name="AcceptsPerSecond">Connections made a second, by eight at a time.</param>
/// <param name="BytesEach">Resident memory of each.</param>
/// <param name="Cpu">Share of a core while they idle.</param>
internal sealed record IdleResult(double AcceptsPerCpuSecond, double AcceptsPerSecond, double BytesEach, double Cpu)
{
    /// <summary>What the documents with a heartbeat ask for.</summary>
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(30);

    public static IdleResult Of(IServer server, Workload workload, TimeSpan span)
    {
        using var contender = server.Start(workload, 300);
        var handshakes = server.Handshakes(workload, contender.Port);
        using (var warm = new Crowd()) warm.Connect(contender.Port, 500, 0, handshakes);

        Pause.For(TimeSpan.FromSeconds(2));
        using var crowd = new Crowd();
        var time = TimeProvider.System;
        var (memory, cpu, began) = (contender.Memory, contender.Cpu, time.GetTimestamp());
        crowd.Connect(contender.Port, workload.Clients, 0, handshakes);
        var (connecting, connected) = (contender.Cpu - cpu, time.GetElapsedTime(began));
        Pause.For(TimeSpan.FromSeconds(1));

        (cpu, began) = (contender.Cpu, time.GetTimestamp());
        for (var said = 0; time.GetElapsedTime(began) < span;)
        {
            var due = (int)(time.GetElapsedTime(began) / HeartbeatEvery * workload.Clients);
            for (; said < due; said++) crowd.Say(said % workload.Clients, server.Heartbeat);
            Pause.For(TimeSpan.FromMilliseconds(1));
        }

        var idle = (contender.Cpu - cpu) / time.GetElapsedTime(began);
        return new IdleResult(workload.Clients / connecting.TotalSeconds, workload.Clients / connected.TotalSeconds, (contender.Memory - memory) / (double)workload.Clients, idle);
    }
}
