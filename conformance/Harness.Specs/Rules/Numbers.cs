using System.Globalization;
using System.Text.Json;

namespace Harness.Specs.Rules;

/// <summary>Numbers of a message, compared by value: 10000 is 10000.0.</summary>
internal static class Numbers
{
    /// <summary>Beyond any price, quantity or worth; a few sums of such numbers are still numbers.</summary>
    private const decimal Most = 1e27m;

    /// <summary>The member's value; null where it is absent, no number, or beyond any price or quantity (its schema tells).</summary>
    public static decimal? Read(JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? Read(member) : null;

    public static decimal? Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var value) ? Comparable(value) : null;

    /// <summary>The product; null where it is beyond anything that could be compared.</summary>
    public static decimal? Product(decimal one, decimal two, decimal three = 1)
    {
        try
        {
            return Comparable(one * two * three);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The part in percent of the whole; null where there is no whole, or next to none.</summary>
    public static decimal? Percent(decimal part, decimal whole)
    {
        try
        {
            return whole == 0 ? null : Comparable(part / whole * 100);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public static bool IsWhole(decimal value) => decimal.Truncate(value) == value;

    public static string Show(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    private static decimal? Comparable(decimal value) => Math.Abs(value) <= Most ? value : null;
}
