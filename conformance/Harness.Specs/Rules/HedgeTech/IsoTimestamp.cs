using System.Globalization;
using System.Text.RegularExpressions;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>A date and time of ISO 8601, and how it is written.</summary>
/// <param name="Time">The clock reading as written, whatever zone it is in.</param>
/// <param name="FractionDigits">Digits after the seconds.</param>
/// <param name="Offset">The zone; null where none is written.</param>
internal readonly partial record struct IsoTimestamp(DateTime Time, int FractionDigits, TimeSpan? Offset)
{
    /// <summary>Reads the calendar form (<c>2025-11-14T12:00:00.000000</c>, with or without fraction and zone), extended or basic.</summary>
    public static bool TryRead(string text, out IsoTimestamp timestamp)
    {
        timestamp = default;
        if (text.Length > 60 || Form().Match(text) is not { Success: true } match) return false;
        var (hour, minute, second) = (Number(match, "hour"), Number(match, "minute"), Number(match, "second"));
        var (year, month, day) = (Number(match, "year"), Number(match, "month"), Number(match, "day"));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;

        // 24:00 is the end of the day and :60 a leap second; both are rare and right.
        if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && (minute > 0 || second > 0))) return false;
        var fraction = match.Groups["fraction"].Value;
        var ticks = fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(7, '0')[..7], CultureInfo.InvariantCulture);
        var time = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified).AddHours(hour).AddMinutes(minute).AddSeconds(second).AddTicks(ticks);
        if (!TryOffset(match.Groups["zone"].Value, out var offset)) return false;
        timestamp = new IsoTimestamp(time, fraction.Length, offset);
        return true;
    }

    /// <summary>Reads the form that the documents show, <c>2025-11-14T12:00:00.000000</c> with or without a Z, from the bytes of a message.</summary>
    public static bool TryReadUsual(ReadOnlySpan<byte> text, out IsoTimestamp timestamp)
    {
        timestamp = default;
        var isUtc = text.Length == 27 && text[26] == (byte)'Z';
        if (!(isUtc || text.Length == 26) || text[4] != (byte)'-' || text[7] != (byte)'-' || text[10] != (byte)'T' || text[13] != (byte)':' || text[16] != (byte)':' || text[19] != (byte)'.') return false;
        if (!TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..10], out var day)) return false;
        if (!TryDigits(text[11..13], out var hour) || !TryDigits(text[14..16], out var minute) || !TryDigits(text[17..19], out var second) || !TryDigits(text[20..26], out var fraction)) return false;

        // Whatever is at the edge of the calendar is left to the thorough reader.
        if (year < 1 || month is < 1 or > 12 || day is < 1 or > 28 || hour > 23 || minute > 59 || second > 59) return false;
        var time = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified).AddTicks(fraction * TimeSpan.TicksPerMicrosecond);
        timestamp = new IsoTimestamp(time, 6, isUtc ? TimeSpan.Zero : null);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var letter in text)
        {
            if (letter is < (byte)'0' or > (byte)'9') return false;
            value = (value * 10) + (letter - '0');
        }

        return true;
    }

    /// <summary>Week dates, day-of-year dates and signed years are ISO 8601 too; nobody needs them read.</summary>
    public static bool IsUnusualForm(string text) => text.Length <= 60 && Unusual().IsMatch(text);

    private static bool TryOffset(string zone, out TimeSpan? offset)
    {
        offset = zone is "Z" ? TimeSpan.Zero : null;
        if (zone is "" or "Z") return true;
        var digits = zone[1..].Replace(":", "", StringComparison.Ordinal);
        var hours = int.Parse(digits[..2], CultureInfo.InvariantCulture);
        var minutes = digits.Length == 4 ? int.Parse(digits[2..], CultureInfo.InvariantCulture) : 0;
        if (hours > 23 || minutes > 59) return false;
        var size = new TimeSpan(hours, minutes, 0);
        offset = zone[0] == '-' ? -size : size;
        return true;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^(?<year>[0-9]{4})(?<dash>-?)(?<month>[0-9]{2})\k<dash>(?<day>[0-9]{2})T(?<hour>[0-9]{2})(:?(?<minute>[0-9]{2})(:?(?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,20}))?)?)?(?<zone>Z|[+-][0-9]{2}(:?[0-9]{2})?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Form();

    [GeneratedRegex(
        @"^([0-9]{4}-?W[0-9]{2}-?[1-7]|[0-9]{4}-?[0-9]{3}|[+-][0-9]{4,6}-[0-9]{2}-[0-9]{2})T[0-9]{2}(:?[0-9]{2}(:?[0-9]{2}([.,][0-9]+)?)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Unusual();
}
