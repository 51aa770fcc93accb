using System.Globalization;

namespace Harness.Clients.HedgeTech;

/// <summary>
/// A timestamp as the server wrote it. The documents promise ISO 8601 and no more, and their examples have no zone on TSE and IFB:
/// such a time is taken for Tehran's, which is an assumption, and <see cref="Offset"/> is null so that you can see it.
/// </summary>
public readonly record struct IsoTimestamp
{
    /// <summary>The offset assumed where the server gives none: Tehran, which has kept no summer time since 2022.</summary>
    public static readonly TimeSpan AssumedOffset = new(3, 30, 0);

    private IsoTimestamp(string text, DateTime local, TimeSpan? offset)
    {
        Text = text;
        Local = local;
        Offset = offset;
    }

    /// <summary>As sent.</summary>
    public string Text { get; }

    /// <summary>The date and time as written, of unspecified kind.</summary>
    public DateTime Local { get; }

    /// <summary>The offset from UTC that the server gave; null where it gave none.</summary>
    public TimeSpan? Offset { get; }

    /// <summary>The instant, with <see cref="AssumedOffset"/> where the server gave none.</summary>
    public DateTimeOffset Instant => At(AssumedOffset);

    /// <summary>The instant, with an offset of your own where the server gave none.</summary>
    public DateTimeOffset At(TimeSpan offsetWhenNone) => new(Local, Offset ?? offsetWhenNone);

    /// <summary>
    /// Reads ISO 8601: date, <c>T</c> or a space, time with any number of fractional digits, and <c>Z</c>, an offset or nothing.
    /// </summary>
    public static bool TryParse(string? text, out IsoTimestamp timestamp)
    {
        timestamp = default;
        // The platform reads many more forms; this is the skeleton of the one that is meant.
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T' or ' ', _, _, ':', ..])
            return false;
        // RoundtripKind tells apart what carries a zone and what does not; the offset itself only DateTimeOffset keeps.
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var kind))
            return false;
        if (kind.Kind == DateTimeKind.Unspecified)
        {
            timestamp = new(text, kind, null);
            return true;
        }
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant))
            return false;
        timestamp = new(text, instant.DateTime, instant.Offset);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
