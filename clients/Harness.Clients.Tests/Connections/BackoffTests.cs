using Harness.Clients.Connections;

namespace Harness.Clients.Tests.Connections;

public sealed class BackoffTests
{
    [Fact]
    public void Waits_double_up_to_the_limit()
    {
        var backoff = new Backoff(new() { Jitter = 0 });

        double[] waits = [.. Enumerable.Range(0, 7).Select(_ => backoff.Next().TotalSeconds)];

        waits.ShouldBe([1, 2, 4, 8, 16, 30, 30]);
    }

    [Fact]
    public void Waits_begin_anew_after_a_reset()
    {
        var backoff = new Backoff(new() { Jitter = 0 });
        backoff.Next();
        backoff.Next();

        backoff.Reset();

        backoff.Next().ShouldBe(TimeSpan.FromSeconds(1));
        backoff.Failures.ShouldBe(1);
    }

    [Fact]
    public void Jitter_stays_in_its_range_and_repeats_with_its_seed()
    {
        var options = new BackoffOptions { Jitter = 0.2, Factor = 1, Seed = 7 };

        double[] waits = Waits(options);

        waits.ShouldAllBe(wait => wait >= 0.8 && wait <= 1.2);
        waits.Distinct().Count().ShouldBeGreaterThan(90);
        Waits(options).ShouldBe(waits);
        Waits(options with { Seed = 8 }).ShouldNotBe(waits);
    }

    [Fact]
    public void Thousands_of_failures_stay_at_the_limit()
    {
        var backoff = new Backoff(new());

        for (int i = 0; i < 5000; i++)
            backoff.Next().ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    private static double[] Waits(BackoffOptions options)
    {
        var backoff = new Backoff(options);
        return [.. Enumerable.Range(0, 100).Select(_ => backoff.Next().TotalSeconds)];
    }
}
