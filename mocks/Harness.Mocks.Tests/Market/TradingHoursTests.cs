using System.Globalization;
using Harness.Mocks.Market;

namespace Harness.Mocks.Tests.Market;

public sealed class TradingHoursTests
{
    // 2026-03-02 is a Monday.
    [Theory]
    [InlineData("nse", "2026-03-02T09:14:59+05:30", false)]
    [InlineData("nse", "2026-03-02T09:15:00+05:30", true)]
    [InlineData("nse", "2026-03-02T09:59:59Z", true)]
    [InlineData("nse", "2026-03-02T15:30:00+05:30", false)]
    [InlineData("nse", "2026-03-07T12:00:00+05:30", false)]
    [InlineData("tse", "2026-03-07T09:00:00+03:30", true)]
    [InlineData("tse", "2026-03-07T12:30:00+03:30", false)]
    [InlineData("tse", "2026-03-05T10:00:00+03:30", false)]
    [InlineData("tse", "2026-03-06T10:00:00+03:30", false)]
    [InlineData("ime", "2026-03-04T16:59:59+03:30", true)]
    [InlineData("always", "2026-03-07T03:00:00Z", true)]
    public void IsOpen_follows_the_exchange_clock(string hours, string now, bool expected) =>
        TradingHours.For(hours).IsOpen(At(now)).ShouldBe(expected);

    [Theory]
    [InlineData("2026-03-02T09:00:00+05:30", "2026-03-02T09:15:00+05:30", "2026-03-02T15:30:00+05:30")]
    [InlineData("2026-03-02T09:15:00+05:30", "2026-03-03T09:15:00+05:30", "2026-03-02T15:30:00+05:30")]
    [InlineData("2026-03-06T16:00:00+05:30", "2026-03-09T09:15:00+05:30", "2026-03-09T15:30:00+05:30")]
    public void NextOpen_and_NextClose_skip_the_weekend(string now, string open, string close)
    {
        TradingHours.Nse.NextOpen(At(now)).ShouldBe(At(open));
        TradingHours.Nse.NextClose(At(now)).ShouldBe(At(close));
    }

    [Fact]
    public void Always_never_opens_or_closes()
    {
        TradingHours.Always.NextOpen(DateTimeOffset.UnixEpoch).ShouldBeNull();
        TradingHours.Always.NextClose(DateTimeOffset.UnixEpoch).ShouldBeNull();
    }

    [Theory]
    [InlineData("tse", "2026-03-02T20:29:59Z", 2)]
    [InlineData("tse", "2026-03-02T20:30:00Z", 3)]
    [InlineData("nse", "2026-03-02T18:30:00Z", 3)]
    [InlineData("always", "2026-03-02T23:59:59Z", 2)]
    public void Day_changes_at_midnight_of_the_exchange(string hours, string now, int day) =>
        TradingHours.For(hours).Day(At(now)).ShouldBe(new DateOnly(2026, 3, day));

    [Fact]
    public void Unknown_name_lists_the_known_ones() =>
        Should.Throw<ArgumentException>(() => TradingHours.For("lse")).Message.ShouldContain("'lse' are unknown; expected one of tse, ime, nse, always");

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
