using System.Globalization;
using System.Text.Json;

namespace Harness.Specs.Rules;

/// <summary>Numbers of a message, compared by value: 10000 is 10000.0.</summary>
internal static class Numbers
{
    /// <summary>The member's value; null where it is absent, no number, or beyond any price or quantity (its schema tells).</summary>
    public static decimal? Read(JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? Read(member) : null;

    public static decimal? Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDecimal(out var value) ? value : null;

    public static bool IsWhole(decimal value) => decimal.Truncate(value) == value;

    public static string Show(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
