namespace Harness.Mocks.Protocols.AirAlgo.Trading;

/// <summary>When index futures end: on the last Thursday of a month at 14:30 UTC, as in the document's example (Supported Events 5).</summary>
internal static class FutureExpiry
{
    private static readonly TimeSpan TimeOfDay = new(14, 30, 0);

    /// <summary>The first expiry that is not before <paramref name="time"/>.</summary>
    public static DateTimeOffset After(DateTimeOffset time)
    {
        var month = new DateTimeOffset(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var expiry = LastThursday(month);
        return expiry >= time ? expiry : LastThursday(month.AddMonths(1));
    }

    private static DateTimeOffset LastThursday(DateTimeOffset month)
    {
        var day = month.AddMonths(1).AddDays(-1);
        while (day.DayOfWeek != DayOfWeek.Thursday) day = day.AddDays(-1);
        return day + TimeOfDay;
    }
}
