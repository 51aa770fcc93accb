namespace Harness.Compare.Receiving;

/// <summary>Reads when a message was made from its own <c>"timestamp":"2026-03-02T09:30:00.123456"</c>.</summary>
internal static class SentTime
{
    /// <summary>Zones differ by a multiple of this: which one the message is in need not be known.</summary>
    private const long ZoneMicros = 30L * 60 * 1_000_000;

    /// <summary>Microseconds from the message's time until now; null where it has none.</summary>
    public static long? MicrosSince(ReadOnlySpan<byte> json, DateTimeOffset now)
    {
        var at = json.IndexOf("\"timestamp\":\""u8);
        if (at < 0 || json.Length < at + 39) return null;
        var clock = json[(at + 24)..(at + 39)];
        var sent = (((((Two(clock, 0) * 60) + Two(clock, 3)) * 60) + Two(clock, 6)) * 1_000_000) + (Two(clock, 9) * 10_000) + (Two(clock, 11) * 100) + Two(clock, 13);
        var since = ((now.UtcTicks % TimeSpan.TicksPerDay / 10) - sent) % ZoneMicros;

        // Just before is the clocks' doing, and no half an hour.
        return since < 0 ? since + ZoneMicros : since > ZoneMicros - 10_000 ? 0 : since;
    }

    private static long Two(ReadOnlySpan<byte> digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';
}
