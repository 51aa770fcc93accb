using System.Globalization;

namespace Harness.Specs.Rules;

/// <summary>Frame times are microseconds; rules and people think in seconds.</summary>
internal static class Seconds
{
    /// <summary>That many seconds in microseconds.</summary>
    public static long Of(double seconds) => (long)(seconds * 1_000_000);

    /// <summary>For people: <c>0.25 s</c>.</summary>
    public static string Show(long micros) => string.Create(CultureInfo.InvariantCulture, $"{micros / 1_000_000d:0.###} s");
}
