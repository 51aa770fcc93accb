using Harness.Fixtures.Transcripts;
using Harness.Load.Figures;
using Harness.Load.Judging;
using Harness.Load.Thresholds;
using Harness.Specs.Verdicts;

namespace Harness.Load;

/// <summary>What a load run measured. Durations are microseconds.</summary>
public sealed record LoadReport
{
    public string SuiteVersion { get; init; } = TranscriptHeader.CurrentSuiteVersion;

    public required string Protocol { get; init; }

    public required string Target { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>How long was to be measured.</summary>
    public required TimeSpan Planned { get; init; }

    /// <summary>How long was measured, from the last connection to the end.</summary>
    public required TimeSpan Measured { get; init; }

    /// <summary>From the first connection to the last.</summary>
    public required TimeSpan Ramp { get; init; }

    public required ConnectionFigures Connections { get; init; }

    /// <summary>While it was measured, replies and events included.</summary>
    public required long Messages { get; init; }

    /// <summary>While it was measured, headers of frames included.</summary>
    public required long Bytes { get; init; }

    public double MessagesPerSecond => Measured > TimeSpan.Zero ? Messages / Measured.TotalSeconds : 0;

    public double BytesPerSecond => Measured > TimeSpan.Zero ? Bytes / Measured.TotalSeconds : 0;

    /// <summary>From the begin of dialling to the 101.</summary>
    public required Spread? Connect { get; init; }

    /// <summary>From the 101 to the first market data.</summary>
    public required Spread? FirstMessage { get; init; }

    /// <summary>From a message's own time until it was here; null where it was not measured.</summary>
    public required Spread? Latency { get; init; }

    /// <summary>Why there is no <see cref="Latency"/>.</summary>
    public string? NoLatency { get; init; }

    /// <summary>From a request until its answer.</summary>
    public required Spread? RoundTrips { get; init; }

    /// <summary>What was asked, in words; empty where nothing was.</summary>
    public required string RoundTrip { get; init; }

    /// <summary>Why there are no <see cref="RoundTrips"/>.</summary>
    public string? NoRoundTrips { get; init; }

    /// <summary>Orders that the server rejected.</summary>
    public required long RejectedOrders { get; init; }

    /// <summary>Messages older than the one before in the same stream; null where messages tell no time.</summary>
    public required long? Backwards { get; init; }

    /// <summary>Messages whose own time was still to come: the clocks differ, and their age counts as 0.</summary>
    public required long Ahead { get; init; }

    /// <summary>Market data without a time that could be read.</summary>
    public required long Timeless { get; init; }

    /// <summary>Errors by kind, the most frequent first.</summary>
    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    public long ErrorCount => Errors.Values.Sum();

    /// <summary>How connections ended before the run did: a close code with its reason, <c>cut</c> or <c>reset</c>.</summary>
    public required IReadOnlyDictionary<string, long> Endings { get; init; }

    /// <summary>Null without <c>--stalled</c>.</summary>
    public StalledFigures? Stalled { get; init; }

    /// <summary>Null without <c>--validate</c>.</summary>
    public IReadOnlyList<ClauseFindings>? Findings { get; init; }

    public required IReadOnlyList<LoadSample> Samples { get; init; }

    public IReadOnlyList<ThresholdResult> Thresholds { get; init; } = [];

    /// <summary>Somebody ended the run early.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Why the run could not begin or go on: the server cannot be reached, or is gone.</summary>
    public string? Gone { get; init; }

    /// <summary>A threshold was missed, or a MUST broken.</summary>
    public bool Failed => Thresholds.Any(threshold => !threshold.Holds) || Findings?.Any(finding => finding.Verdict.IsFailure()) == true;
}

/// <summary>What became of the connections.</summary>
/// <param name="Asked">As many were to be opened.</param>
/// <param name="Tried">As many were dialled.</param>
/// <param name="Opened">The server answered with 101.</param>
/// <param name="Streaming">Market data came.</param>
/// <param name="Lost">Ended before the run did.</param>
public sealed record ConnectionFigures(int Asked, int Tried, long Opened, long Streaming, long Lost);

/// <summary>What became of the clients that stopped reading.</summary>
/// <param name="Clients">So many were to.</param>
/// <param name="Stopped">So many did: market data had come before.</param>
/// <param name="Ended">How the server ended them, if it did.</param>
/// <param name="Held">Open at the end.</param>
public sealed record StalledFigures(int Clients, int Stopped, IReadOnlyDictionary<string, long> Ended, int Held);

/// <summary>One moment of the run.</summary>
/// <param name="At">Since the run began.</param>
/// <param name="Open">Connections open then.</param>
/// <param name="Messages">Per second, since the sample before.</param>
/// <param name="Bytes">Per second, since the sample before.</param>
/// <param name="Errors">Until then.</param>
public sealed record LoadSample(TimeSpan At, long Open, double Messages, double Bytes, long Errors);
