namespace Harness.Specs.Rules.HedgeTech;

/// <summary>low ≤ every price ≤ high, as far as the fields are there.</summary>
internal static class PriceRange
{
    public static void Judge(
        string clause, FrameView frame, decimal? low, decimal? high, ReadOnlySpan<(string Name, decimal? Value)> prices, FindingSink findings)
    {
        if (low > high)
        {
            findings.Report(clause, frame, "low is above high", "low at most high", $"low {Numbers.Show(low.Value)}, high {Numbers.Show(high.Value)}");
            return;
        }

        foreach (var (name, value) in prices)
        {
            if (value < low) findings.Report(clause, frame, $"{name} is below low", $"at least {Numbers.Show(low.Value)}", Numbers.Show(value.Value));
            else if (value > high) findings.Report(clause, frame, $"{name} is above high", $"at most {Numbers.Show(high.Value)}", Numbers.Show(value.Value));
        }
    }
}
