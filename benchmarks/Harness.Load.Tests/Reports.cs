using Harness.Load.Figures;

namespace Harness.Load.Tests;

/// <summary>A report with something in every place.</summary>
internal static class Reports
{
    public static LoadReport Some { get; } = new()
    {
        Protocol = "odin",
        Target = "ws://127.0.0.1:8080",
        Started = new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero),
        Planned = TimeSpan.FromSeconds(10),
        Measured = TimeSpan.FromSeconds(10),
        Ramp = TimeSpan.FromSeconds(1),
        Connections = new ConnectionFigures(100, 100, 99, 98, 1),
        Messages = 2000,
        Bytes = 700_000,
        Connect = Spread(1500),
        FirstMessage = Spread(2500),
        Latency = Spread(900),
        RoundTrips = null,
        RoundTrip = "ping until pong",
        NoRoundTrips = "--rate 0",
        RejectedOrders = 0,
        Backwards = 2,
        Ahead = 3,
        Timeless = 4,
        Errors = new Dictionary<string, long> { ["error: <b>No</b> | such stock"] = 3 },
        Endings = new Dictionary<string, long> { ["1008 policy"] = 1 },
        Stalled = new StalledFigures(10, 9, new Dictionary<string, long> { ["cut or reset"] = 7 }, 2),
        Findings = [new Judging.ClauseFindings("odin.data.001", "MUST", Harness.Specs.Verdicts.Verdict.Fail, 12, "A field is missing; expected <ltp>, but was nothing")],
        Samples = [new LoadSample(TimeSpan.FromSeconds(1), 50, 100, 35_000, 0), new LoadSample(TimeSpan.FromSeconds(2), 99, 200, 70_000, 3)],
        Thresholds = [new Load.Thresholds.ThresholdResult("errors=0", false, "3")],
    };

    public static Spread Spread(long micros)
    {
        var histogram = new Histogram();
        histogram.Add(micros);
        return Load.Figures.Spread.Of(histogram)! with { P50 = micros, P99 = micros, P999 = micros };
    }
}
