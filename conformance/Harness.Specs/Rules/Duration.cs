using System.Globalization;

namespace Harness.Specs.Rules;

/// <summary>Durations as stances write them: <c>30s</c>, <c>1m30s</c>, <c>250ms</c>.</summary>
internal static class Duration
{
    public static decimal Millis(string text)
    {
        decimal total = 0;
        for (var i = 0; i < text.Length;)
        {
            var number = i;
            while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.')) i++;
            var unit = i;
            while (i < text.Length && char.IsAsciiLetter(text[i])) i++;
            if (number == unit || !decimal.TryParse(text[number..unit], CultureInfo.InvariantCulture, out var value)) return total;
            total += value * text[unit..i] switch { "ms" => 1, "s" => 1000, "m" => 60_000, "h" => 3_600_000, "d" => 86_400_000, _ => 0 };
        }

        return total;
    }
}
