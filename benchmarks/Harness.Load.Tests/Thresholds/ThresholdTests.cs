using Harness.Load.Thresholds;

namespace Harness.Load.Tests.Thresholds;

public sealed class ThresholdTests
{
    [Theory]
    [InlineData("p99=20ms", 19_000, true)]
    [InlineData("p99=20ms", 21_000, false)]
    [InlineData("p99<=500us", 500, true)]
    [InlineData("p999<1s", 2_000_000, false)]
    [InlineData("max<50ms", 49_000, true)]
    [InlineData("connect-p99=50ms", 60_000, false)]
    [InlineData("round-trip-p50=1ms", 900, true)]
    public void Duration_is_the_most_that_is_allowed(string text, long micros, bool holds)
    {
        var report = Reports.Some with { Latency = Reports.Spread(micros), Connect = Reports.Spread(micros), RoundTrips = Reports.Spread(micros) };

        Read(text).Judge(report).Holds.ShouldBe(holds);
    }

    [Theory]
    [InlineData("errors=0", false)]
    [InlineData("errors=3", true)]
    [InlineData("rate>100", true)]
    [InlineData("messages/s>=1000", false)]
    [InlineData("rate=200", true)]
    [InlineData("lost=1", true)]
    [InlineData("lost<1", false)]
    [InlineData("failed=0", false)]
    public void Number_is_the_most_or_the_least(string text, bool holds) => Read(text).Judge(Reports.Some).Holds.ShouldBe(holds);

    [Fact]
    public void What_was_not_measured_is_missed()
    {
        var result = Read("p50=1h").Judge(Reports.Some with { Latency = null });

        result.Holds.ShouldBeFalse();
        result.Actual.ShouldBe("not measured");
    }

    [Theory]
    [InlineData("p98=20ms", "expected one of")]
    [InlineData("p99", "WORD=LIMIT")]
    [InlineData("p99=20", "duration")]
    [InlineData("p99>20ms", "the most")]
    [InlineData("rate<20", "the least")]
    [InlineData("errors=few", "number")]
    [InlineData("=3", "WORD=LIMIT")]
    public void Mistake_says_what_was_expected(string text, string expected)
    {
        ThresholdReader.TryRead(text, out _, out var error).ShouldBeFalse();

        error.ShouldContain(expected);
    }

    private static Threshold Read(string text)
    {
        ThresholdReader.TryRead(text, out var threshold, out var error).ShouldBeTrue(error);
        return threshold!;
    }
}
