using System.Globalization;

namespace Harness.Mocks.Protocols.HedgeTech;

/// <summary>The local time that the data engines write: Tehran's, +03:30 all year since 2022, unless stance <c>ht.timezone</c> names another offset.</summary>
internal sealed class EngineTime
{
    private readonly TimeSpan _offset;

    /// <param name="offset"><c>+03:30</c>, or <c>Z</c>; checked by the register of stances.</param>
    public EngineTime(string offset)
    {
        if (offset == "Z") return;
        var size = TimeSpan.ParseExact(offset.AsSpan(1), "hh\\:mm", CultureInfo.InvariantCulture);
        _offset = offset[0] == '-' ? -size : size;
    }

    public DateTime Of(DateTimeOffset instant) => instant.ToOffset(_offset).DateTime;
}
