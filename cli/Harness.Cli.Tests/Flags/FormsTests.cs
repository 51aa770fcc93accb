using Harness.Cli.Flags;

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
