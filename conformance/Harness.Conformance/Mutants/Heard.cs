using System.Globalization;
using System.Text.RegularExpressions;

namespace Harness.Conformance.Mutants;

/// <summary>A message of a feed as a client took it.</summary>
/// <param name="Text">The message.</param>
/// <param name="At">When it came.</param>
internal sealed partial record Heard(string Text, DateTimeOffset At)
{
    private static readonly TimeSpan Tehran = new(3, 30, 0);

    /// <summary>The last time that it names: milliseconds, ISO 8601, or ISO 8601 without a zone, which is Tehran's.</summary>
    public DateTimeOffset? Stamp { get; } = Stamps().Matches(Text) is { Count: > 0 } stamps ? Read(stamps[^1].Groups["stamp"].Value) : null;

    private static DateTimeOffset? Read(string stamp)
    {
        if (long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        if (!DateTime.TryParse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)) return null;
        return time.Kind == DateTimeKind.Utc ? new DateTimeOffset(time) : new DateTimeOffset(time, Tehran);
    }

    [GeneratedRegex("\"(timestamp|ltt)\":\"?(?<stamp>[0-9][0-9TZ:.-]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Stamps();
}
