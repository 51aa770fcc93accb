using System.Globalization;

namespace Harness.Mocks.Protocols.HedgeTech;

/// <summary>The local time that the data engines write: Tehran's, +03:30 all year since 2022, unless stance <c>ht.timezone</c> names another offset.</summary>
/// <param name="zone">The stance as it is now: a scenario may set it while the server runs.</param>
internal sealed class EngineTime(Func<string> zone)
{
    private string? _stance;
    private TimeSpan _offset;

    public DateTime Of(DateTimeOffset instant)
    {
        var stance = zone();
        if (stance != _stance) (_stance, _offset) = (stance, Offset(stance));
        return instant.ToOffset(_offset).DateTime;
    }

    /// <param name="stance"><c>+03:30</c>, or <c>Z</c>; checked by the register of stances.</param>
    private static TimeSpan Offset(string stance)
    {
        if (stance == "Z") return TimeSpan.Zero;
        var size = TimeSpan.ParseExact(stance.AsSpan(1), "hh\\:mm", CultureInfo.InvariantCulture);
        return stance[0] == '-' ? -size : size;
    }
}
