namespace Harness.Mocks.Protocols.HedgeTech;

/// <summary>Tehran's clock: +03:30 all year, since daylight saving was given up in 2022.</summary>
internal static class TehranTime
{
    private static readonly TimeSpan Offset = new(3, 30, 0);

    public static DateTime Of(DateTimeOffset instant) => instant.ToOffset(Offset).DateTime;
}
