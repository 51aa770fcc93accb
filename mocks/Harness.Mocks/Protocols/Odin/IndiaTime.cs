using System.Globalization;
using Harness.Mocks.Market;

namespace Harness.Mocks.Protocols.Odin;

/// <summary>Every time that is written out is India's (Market Hours Control), and so are the hours of trade.</summary>
internal static class IndiaTime
{
    public static TradingHours Hours { get; } = TradingHours.Nse;

    /// <summary><c>09:15 - 15:30 IST</c>.</summary>
    public static string MarketHours { get; } = string.Create(CultureInfo.InvariantCulture, $"{Hours.Opens:HH:mm} - {Hours.Closes:HH:mm} IST");

    /// <summary><c>HH:mm:ss</c>.</summary>
    public static string Clock(DateTimeOffset now) => Hours.LocalTime(now).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public static string NextOpen(DateTimeOffset now) => Hours.NextOpen(now)!.Value.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 with nanoseconds, of which our clock counts hundreds.</summary>
    public static string Rfc3339(DateTimeOffset now) => Hours.LocalTime(now).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00'zzz", CultureInfo.InvariantCulture);
}
