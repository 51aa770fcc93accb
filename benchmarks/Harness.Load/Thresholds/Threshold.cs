namespace Harness.Load.Thresholds;

/// <summary>One figure that a run must come to.</summary>
/// <param name="Text">As it was written: <c>p99=20ms</c>.</param>
/// <param name="Word">Which figure.</param>
/// <param name="Limit">In microseconds for a duration, else a number.</param>
/// <param name="IsStrict">The limit itself is not enough: <c>errors&lt;1</c>.</param>
public sealed record Threshold(string Text, ThresholdWord Word, double Limit, bool IsStrict)
{
    /// <summary>Whether the report keeps to it.</summary>
    public ThresholdResult Judge(LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var actual = Word.Read(report);
        var holds = actual is { } value && ((Word.IsFloor ? value > Limit : value < Limit) || (!IsStrict && value.Equals(Limit)));
        return new ThresholdResult(Text, holds, actual is { } was ? Word.Show(was) : "not measured");
    }
}

/// <summary>What became of a threshold.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Holds">The run kept to it.</param>
/// <param name="Actual">What was measured.</param>
public sealed record ThresholdResult(string Text, bool Holds, string Actual);
