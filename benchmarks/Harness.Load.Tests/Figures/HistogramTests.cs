using Harness.Load.Figures;

namespace Harness.Load.Tests.Figures;

public sealed class HistogramTests
{
    private static readonly double[] Percents = [0, 1, 10, 50, 90, 99, 99.9, 99.99, 100];

    [Theory]
    [InlineData(1, 200)]
    [InlineData(7, 300)]
    [InlineData(11, 1_000_000)]
    [InlineData(13, 100_000_000_000)]
    public void Percentile_is_that_of_the_sorted_values_within_a_bucket(int seed, long longest)
    {
        var random = new Random(seed);
        // Logarithmic, as latencies are: each power of two gets its share.
        var values = Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * Math.Log(longest))).Order().ToArray();
        var histogram = Of(values);

        foreach (var percent in Percents)
        {
            var exact = values[Math.Max(0, (int)Math.Ceiling(values.Length * percent / 100) - 1)];
            var told = histogram.Percentile(percent)!.Value;
            told.ShouldBeInRange(exact, exact + (exact / 128), $"p{percent}");
        }

        histogram.Count.ShouldBe(values.Length);
        histogram.Max.ShouldBe(values[^1]);
        histogram.Mean.ShouldBe(values.Average(), 0.01);
    }

    [Fact]
    public void Sum_of_two_is_the_histogram_of_all()
    {
        var sum = Of(1, 5, 1000, 70_000);
        sum.Add(Of(3, 1000, 9_000_000));
        var all = Of(1, 5, 1000, 70_000, 3, 1000, 9_000_000);

        foreach (var percent in Percents) sum.Percentile(percent).ShouldBe(all.Percentile(percent));
        (sum.Count, sum.Max, sum.Mean).ShouldBe((all.Count, all.Max, all.Mean));
    }

    [Fact]
    public void Nothing_added_has_no_percentile()
    {
        new Histogram().Percentile(50).ShouldBeNull();
        Spread.Of(new Histogram()).ShouldBeNull();
    }

    [Fact]
    public void Values_out_of_range_are_kept_at_its_ends()
    {
        var histogram = Of(-5, long.MaxValue);

        histogram.Percentile(1).ShouldBe(0);
        histogram.Max.ShouldBe((1L << 40) - 1);
    }

    [Fact]
    public void Classes_of_a_spread_count_every_value_once()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 5000).Select(_ => (long)Math.Exp(random.NextDouble() * 20)).ToArray();

        var classes = Spread.Of(Of(values))!.Classes;

        classes.Sum(one => one.Count).ShouldBe(values.Length);
        var from = -1L;
        foreach (var one in classes)
        {
            one.Count.ShouldBe(values.Count(value => value > from && value <= one.UpTo), $"up to {one.UpTo}");
            from = one.UpTo;
        }
    }

    private static Histogram Of(params long[] values)
    {
        var histogram = new Histogram();
        foreach (var value in values) histogram.Add(value);
        return histogram;
    }
}
