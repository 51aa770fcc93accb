namespace Harness.Load.Receiving;

/// <summary>Reads the time of day out of <c>2026-03-02T09:30:00.123456</c>, which a document may leave without a zone.</summary>
internal static class IsoClock
{
    /// <summary>Zones differ by a multiple of this: which one the message is in need not be known.</summary>
    public const long ZoneMicros = 30L * 60 * 1_000_000;

    private const int TimeAt = 11;
    private const int SecondsEnd = 19;

    /// <summary>Microseconds since midnight, and the day's number; null where that is no such time.</summary>
    public static long? Micros(ReadOnlySpan<byte> text)
    {
        if (text.Length < SecondsEnd || text[4] != '-' || text[13] != ':' || text[16] != ':') return null;
        var clock = text[TimeAt..];
        var days = ((((Two(text, 0) * 100) + Two(text, 2)) * 372) + (Two(text, 5) * 31) + Two(text, 8)) * 86_400_000_000L;
        var seconds = (((Two(clock, 0) * 60) + Two(clock, 3)) * 60) + Two(clock, 6);
        var micros = 0L;
        var digits = 0;
        if (text.Length > SecondsEnd && text[SecondsEnd] == '.')
        {
            foreach (var digit in text[(SecondsEnd + 1)..])
            {
                if (digit is < (byte)'0' or > (byte)'9' || digits == 6) break;
                micros = (micros * 10) + digit - '0';
                digits++;
            }
        }

        for (; digits < 6; digits++) micros *= 10;
        return days + (seconds * 1_000_000) + micros;
    }

    /// <summary>From that time until now, as far as half an hour tells; a little in the future is negative.</summary>
    public static long Since(long sent, long nowMicros)
    {
        var since = (nowMicros - sent) % ZoneMicros;
        if (since < 0) since += ZoneMicros;
        return since > ZoneMicros / 2 ? since - ZoneMicros : since;
    }

    private static long Two(ReadOnlySpan<byte> digits, int at) => ((digits[at] - '0') * 10) + digits[at + 1] - '0';
}
