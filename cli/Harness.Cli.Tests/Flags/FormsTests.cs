using Harness.Cli.Flags;
using Harness.Cli.Serving;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Cli.Tests.Flags;

public sealed class FormsTests
{
    [Theory]
    [InlineData("50/s", 50)]
    [InlineData("0.5/s", 0.5)]
    [InlineData("3/min", 0.05)]
    [InlineData("1000000", 1_000_000)]
    public void Rate_is_messages_per_second(string text, double expected)
    {
        Forms.Rate.TryRead(text, out var rate).ShouldBeTrue();
        rate.ShouldBe(expected);
    }

    [Theory]
    [InlineData("0/s")]
    [InlineData("-1/s")]
    [InlineData("1000001/s")]
    [InlineData("fast")]
    [InlineData("1/hour")]
    [InlineData("NaN")]
    [InlineData("")]
    public void Rate_out_of_form_is_refused(string text) => Forms.Rate.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("10x/5s", 10, 5000, 500)]
    [InlineData("2.5x/1m/1s", 2.5, 60_000, 1000)]
    public void Burst_is_a_factor_and_how_often_and_how_long(string text, double factor, int every, int lasts)
    {
        Forms.Burst.TryRead(text, out var burst).ShouldBeTrue();
        burst.ShouldBe(new RateBurst(factor, TimeSpan.FromMilliseconds(every), TimeSpan.FromMilliseconds(lasts)));
    }

    [Theory]
    [InlineData("10x")]
    [InlineData("10/5s")]
    [InlineData("0.5x/5s")]
    [InlineData("1001x/5s")]
    [InlineData("10x/5s/5s")]
    [InlineData("10x/5s/0s")]
    [InlineData("10x/5s/1s/1s")]
    [InlineData("x/5s")]
    public void Burst_out_of_form_is_refused(string text) => Forms.Burst.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1ms", 1)]
    [InlineData("10s", 10_000)]
    public void Coalesce_is_nothing_or_up_to_ten_seconds(string text, int expected)
    {
        Forms.Coalesce.TryRead(text, out var span).ShouldBeTrue();
        span.ShouldBe(TimeSpan.FromMilliseconds(expected));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-1ms")]
    [InlineData("10001ms")]
    [InlineData("soon")]
    public void Coalesce_out_of_form_is_refused(string text) => Forms.Coalesce.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("disconnect", SlowConsumerPolicy.Disconnect)]
    [InlineData("discard-oldest", SlowConsumerPolicy.DiscardOldest)]
    [InlineData("block", SlowConsumerPolicy.Block)]
    public void Every_policy_for_slow_consumers_has_its_word(string word, SlowConsumerPolicy policy)
    {
        Forms.OneOf(SlowConsumers.Words).TryRead(word, out var read).ShouldBeTrue();
        SlowConsumers.Policy(read!).ShouldBe(policy);
        SlowConsumers.Words.Count().ShouldBe(Enum.GetValues<SlowConsumerPolicy>().Length);
    }

    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    public void Seed_takes_its_whole_range(string text, ulong expected)
    {
        Forms.Seed.TryRead(text, out var seed).ShouldBeTrue();
        seed.ShouldBe(expected);
    }

    [Fact]
    public void Word_outside_the_list_is_refused() => Forms.OneOf("open", "hours").TryRead("closed", out _).ShouldBeFalse();

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("2d", 172800)]
    public void Duration_is_numbers_with_units(string text, double seconds)
    {
        Forms.Duration.TryRead(text, out var duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("1.2.3s")]
    [InlineData("-1s")]
    [InlineData("0s")]
    [InlineData("5 s")]
    [InlineData("1y")]
    [InlineData("41d")]
    [InlineData("99999999999999999999d")]
    public void Duration_out_of_form_is_refused(string text) => Forms.Duration.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("2026-03-02T09:15:00+05:30", "2026-03-02T03:45:00+00:00")]
    [InlineData("2026-03-02T09:15:00", "2026-03-02T09:15:00+00:00")]
    [InlineData("2026-03-02", "2026-03-02T00:00:00+00:00")]
    public void Clock_starts_at_an_instant(string text, string expected)
    {
        Forms.Clock.TryRead(text, out var clock).ShouldBeTrue();
        clock.ShouldBe(new ClockChoice(IsManual: false, DateTimeOffset.Parse(expected, null)));
        Forms.Clock.TryRead($"manual@{text}", out var manual).ShouldBeTrue();
        manual.ShouldBe(new ClockChoice(IsManual: true, DateTimeOffset.Parse(expected, null)));
    }

    [Theory]
    [InlineData("real", false)]
    [InlineData("manual", true)]
    public void Clock_named_by_a_word_has_no_start(string text, bool isManual)
    {
        Forms.Clock.TryRead(text, out var clock).ShouldBeTrue();
        clock.ShouldBe(new ClockChoice(isManual, null));
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("09:15")]
    [InlineData("3/2/2026")]
    [InlineData("manual@tomorrow")]
    [InlineData("Manual")]
    [InlineData("")]
    public void Clock_out_of_form_is_refused(string text) => Forms.Clock.TryRead(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("localhost", true)]
    [InlineData("example.org", false)]
    [InlineData("", false)]
    public void Address_is_one_to_listen_on(string text, bool accepted) => Forms.Address.TryRead(text, out _).ShouldBe(accepted);
}
