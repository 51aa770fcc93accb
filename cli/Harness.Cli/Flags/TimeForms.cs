using System.Globalization;

namespace Harness.Cli.Flags;

/// <summary>Reads durations and instants as flags carry them.</summary>
internal static class TimeForms
{
    /// <summary>Numbers with a unit, one after the other: <c>500ms</c>, <c>1.5h</c>, <c>1h30m</c>.</summary>
    public static bool TryReadDuration(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var at = 0;
        while (at < text.Length)
        {
            var unit = at;
            while (unit < text.Length && (char.IsAsciiDigit(text[unit]) || text[unit] == '.')) unit++;
            var end = unit;
            while (end < text.Length && char.IsAsciiLetter(text[end])) end++;

            if (!double.TryParse(text.AsSpan(at, unit - at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return false;
            var milliseconds = duration.TotalMilliseconds + (count * MillisecondsIn(text[unit..end]));
            if (double.IsNaN(milliseconds) || milliseconds > TimeSpan.MaxValue.TotalMilliseconds / 2) return false;
            duration = TimeSpan.FromMilliseconds(milliseconds);
            at = end;
        }

        return text.Length > 0;
    }

    /// <summary>An ISO 8601 instant; without a zone it is UTC.</summary>
    public static bool TryReadInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant)
        && text.Length >= 10 && char.IsAsciiDigit(text[3]) && text[4] == '-';

    private static double MillisecondsIn(string unit) => unit switch
    {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => double.NaN,
    };
}
