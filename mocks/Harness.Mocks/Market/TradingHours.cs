namespace Harness.Mocks.Market;

/// <summary>
/// When an exchange trades and which day it is there. Zones are fixed offsets: Iran gave up summer time in 2022, India never had it in
/// an electronic market, and a fixed offset needs no zone database. Holidays are not known.
/// </summary>
internal sealed record TradingHours
{
    private static readonly DayOfWeek[] MondayToFriday =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static readonly DayOfWeek[] SaturdayToWednesday =
        [DayOfWeek.Saturday, DayOfWeek.Sunday, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday];

    private static readonly TimeSpan Tehran = new(3, 30, 0);
    private static readonly TimeSpan Kolkata = new(5, 30, 0);

    private TradingHours(string name, TimeSpan offset, TimeOnly opens, TimeOnly closes, DayOfWeek[] days)
    {
        Name = name;
        Offset = offset;
        Opens = opens;
        Closes = closes;
        Days = days;
    }

    public static TradingHours Tse { get; } = new("tse", Tehran, new TimeOnly(9, 0), new TimeOnly(12, 30), SaturdayToWednesday);

    public static TradingHours Ime { get; } = new("ime", Tehran, new TimeOnly(10, 0), new TimeOnly(17, 0), SaturdayToWednesday);

    public static TradingHours Nse { get; } = new("nse", Kolkata, new TimeOnly(9, 15), new TimeOnly(15, 30), MondayToFriday);

    /// <summary>Round the clock; the day changes at midnight UTC.</summary>
    public static TradingHours Always { get; } =
        new("always", TimeSpan.Zero, TimeOnly.MinValue, TimeOnly.MinValue, Enum.GetValues<DayOfWeek>());

    public static IReadOnlyList<TradingHours> All { get; } = [Tse, Ime, Nse, Always];

    /// <summary>The name an instrument's <c>hours</c> refers to.</summary>
    public string Name { get; }

    /// <summary>The exchange's clock against UTC.</summary>
    public TimeSpan Offset { get; }

    /// <summary>The first moment of trading, on the exchange's clock.</summary>
    public TimeOnly Opens { get; }

    /// <summary>The first moment after trading, on the exchange's clock; the same as <see cref="Opens"/> where trading never ends.</summary>
    public TimeOnly Closes { get; }

    public IReadOnlyList<DayOfWeek> Days { get; }

    private bool NeverCloses => Opens == Closes;

    /// <exception cref="ArgumentException">No exchange of that name.</exception>
    public static TradingHours For(string name) =>
        All.FirstOrDefault(hours => hours.Name == name)
        ?? throw new ArgumentException(
            $"Trading hours '{name}' are unknown; expected one of {string.Join(", ", All.Select(hours => hours.Name))}.", nameof(name));

    public DateTimeOffset LocalTime(DateTimeOffset now) => now.ToOffset(Offset);

    /// <summary>The exchange's calendar day.</summary>
    public DateOnly Day(DateTimeOffset now) => DateOnly.FromDateTime(LocalTime(now).DateTime);

    public bool IsOpen(DateTimeOffset now)
    {
        if (NeverCloses) return true;

        var local = LocalTime(now);
        var time = TimeOnly.FromDateTime(local.DateTime);
        return Days.Contains(local.DayOfWeek) && time >= Opens && time < Closes;
    }

    /// <summary>The next moment after <paramref name="now"/> at which trading begins; null where it never ends.</summary>
    public DateTimeOffset? NextOpen(DateTimeOffset now) => Next(now, Opens);

    /// <summary>The next moment after <paramref name="now"/> at which trading ends; null where it never does.</summary>
    public DateTimeOffset? NextClose(DateTimeOffset now) => Next(now, Closes);

    private DateTimeOffset? Next(DateTimeOffset now, TimeOnly at)
    {
        if (NeverCloses) return null;

        for (var day = Day(now); ; day = day.AddDays(1))
        {
            var moment = new DateTimeOffset(day.ToDateTime(at), Offset);
            if (Days.Contains(day.DayOfWeek) && moment > now) return moment;
        }
    }
}
