namespace Harness.Compare;

/// <summary>The work that every server gets.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Title">What it is called in the table.</param>
/// <param name="Clients">Connections.</param>
/// <param name="Rate">Messages a second to each client; 0 for none.</param>
internal sealed record Workload(string Name, string Title, int Clients, double Rate)
{
    /// <summary>Node gets less where the whole rate is beyond it: what counts is the cost of a message.</summary>
    public double NodeRate { get; init; } = Rate;

    /// <summary>What is due within so long leaves together.</summary>
    public int TickMilliseconds { get; init; } = 1;

    /// <summary>Instruments that each client hears of; 0 for all that the documents list.</summary>
    public int Instruments { get; init; }

    /// <summary>Instruments there are; 0 for those of the documents.</summary>
    public int Listed { get; init; }

    /// <summary>Each client has a choice of its own, instead of the same for all.</summary>
    public bool OwnChoice { get; init; }

    /// <summary>Clients that never read.</summary>
    public int Stalled { get; init; }

    public bool IsIdle => Rate <= 0;

    /// <summary>Whether it is measured for us alone.</summary>
    public bool Alone { get; init; }

    /// <summary>Which instrument is the client's <paramref name="nth"/>.</summary>
    public int Instrument(int client, int nth, int of) => OwnChoice ? ((client * Instruments) + nth) % of : nth;

    public static IReadOnlyList<Workload> Streams { get; } =
    [
        new("paced", "1000 clients × 50 msg/s", 1000, 50),
        new("flood", "1000 clients, 64 messages a write", 1000, 1600) { TickMilliseconds = 40, NodeRate = 80 },
        new("million", "100 clients, 1 M msg/s together", 100, 10_000) { NodeRate = 800 },
        new("stalled", "300 clients × 2000 msg/s, 30 of them stalled", 300, 2000) { TickMilliseconds = 10, Stalled = 30, Alone = true },
        new("unstalled", "300 clients × 2000 msg/s", 300, 2000) { TickMilliseconds = 10, Alone = true },
        new("everybody", "1000 clients, the same 5 instruments × 10 msg/s", 1000, 50) { Instruments = 5, Listed = 500, Alone = true },
        new("choice", "1000 clients, 5 of 500 instruments each × 10 msg/s", 1000, 50) { Instruments = 5, Listed = 500, OwnChoice = true, Alone = true },
    ];

    public static Workload Idle { get; } = new("idle", "10,000 idle connections, a heartbeat every 30 s each", 10_000, 0);
}
