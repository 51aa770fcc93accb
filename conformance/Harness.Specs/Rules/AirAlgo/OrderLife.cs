using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.AirAlgo;

/// <summary>One order, from the first word about it.</summary>
internal sealed class OrderLife
{
    /// <summary>What placed it; null where it came from elsewhere.</summary>
    public AirAlgoRequest? Request { get; init; }

    /// <summary>The frame with the first word.</summary>
    public required Frame First { get; init; }

    public decimal? Number { get; init; }

    public decimal? Transaction { get; init; }

    public string? Token { get; init; }

    public string? Kind { get; init; }

    public decimal? Volume { get; init; }

    public bool WasPending { get; set; }

    /// <summary>Executed or Rejected.</summary>
    public bool IsOver { get; set; }
}
