using System.Globalization;

namespace Harness.Load.Reports;

/// <summary>Figures as people read them.</summary>
public static class Words
{
    /// <summary><c>412 µs</c>, <c>2.7 ms</c>, <c>1.25 s</c>.</summary>
    public static string Time(long micros) => micros switch
    {
        < 1000 => Text($"{micros} µs"),
        < 10_000 => Text($"{micros / 1e3:0.0#} ms"),
        < 1_000_000 => Text($"{micros / 1e3:0.#} ms"),
        _ => Text($"{micros / 1e6:0.##} s"),
    };

    /// <summary><c>1.2 M</c>, <c>54.3 k</c>, <c>870</c>.</summary>
    public static string Number(double value) => value switch
    {
        >= 1e9 => Text($"{value / 1e9:0.##} G"),
        >= 1e6 => Text($"{value / 1e6:0.##} M"),
        >= 1e4 => Text($"{value / 1e3:0.#} k"),
        _ => Text($"{value:0.#}"),
    };

    /// <summary><c>1.2 MB</c>, <c>870 B</c>.</summary>
    public static string Bytes(double value) => value < 1e4 ? Text($"{value:0} B") : $"{Number(value)}B";

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>1008 expired token × 3</c>, one after the other.</summary>
    internal static string Counts(IReadOnlyDictionary<string, long> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(entry => Text($"{entry.Key} × {entry.Value}")));
}
