using Harness.Mocks.Server;

namespace Harness.Mocks.Tests.Server;

public sealed class PaceTests
{
    [Theory]
    [InlineData(1 / 60.0, 3600, 60)]
    [InlineData(2, 10, 20)]
    [InlineData(1_000_000, 3600, 3_600_000_000)]
    [InlineData(3, 86_400, 259_200)]
    public void Rate_holds_however_long_it_runs(double perSecond, int seconds, long expected)
    {
        var pace = new Pace(perSecond);

        pace.DueBy(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);
        pace.TimeOf(expected).TotalSeconds.ShouldBe(seconds, 1e-6);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(333.3)]
    [InlineData(48_000)]
    public void Message_is_due_at_its_time_and_not_before(double perSecond)
    {
        foreach (var pace in new[] { new Pace(perSecond), new Pace(perSecond, new RateBurst(10, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(0.5))) })
        {
            for (long number = 1; number < 10_000; number += 13)
            {
                var time = pace.TimeOf(number);
                pace.DueBy(time).ShouldBeGreaterThanOrEqualTo(number);
                pace.DueBy(time - TimeSpan.FromTicks(1)).ShouldBeLessThan(number);
            }
        }
    }

    [Fact]
    public void Messages_are_spread_evenly()
    {
        var pace = new Pace(1000);

        for (var millisecond = 1; millisecond < 2000; millisecond++) pace.DueBy(TimeSpan.FromMilliseconds(millisecond)).ShouldBe(millisecond);
    }

    [Fact]
    public void Burst_multiplies_the_rate_at_the_beginning_of_every_period()
    {
        var pace = new Pace(50, new RateBurst(10, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)));

        int Within(double from, double to) => (int)(pace.DueBy(TimeSpan.FromSeconds(to)) - pace.DueBy(TimeSpan.FromSeconds(from)));
        Within(0, 1).ShouldBe(500);
        Within(0.25, 0.5).ShouldBe(125);
        Within(1, 5).ShouldBe(200);
        Within(5, 6).ShouldBe(500);
        Within(6, 10).ShouldBe(200);
        Within(1000, 2000).ShouldBe(140_000);
        pace.Most(TimeSpan.FromSeconds(1)).ShouldBe(500);
    }
}
