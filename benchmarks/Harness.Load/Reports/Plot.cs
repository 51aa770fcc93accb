using System.Text;

namespace Harness.Load.Reports;

/// <summary>Small plots as SVG: a line over time, and bars. Colours come from the page's style.</summary>
internal static class Plot
{
    private const int Width = 640;
    private const int Height = 200;
    private const int Left = 64;
    private const int Bottom = 28;
    private const int Top = 12;

    /// <summary>A line over time, from zero.</summary>
    /// <param name="points">Seconds and values, in order.</param>
    /// <param name="unit">Of the values.</param>
    /// <param name="about">What is shown, for those who cannot see it.</param>
    public static string Line(IReadOnlyList<(double X, double Y)> points, string unit, string about)
    {
        var svg = Begin(about);
        var last = Math.Max(1e-9, points.Count == 0 ? 1 : points.Max(point => point.X));
        var most = Math.Max(1e-9, points.Count == 0 ? 1 : points.Max(point => point.Y));
        Grid(svg, most, unit);
        var line = string.Join(' ', points.Select(point => Words.Text($"{X(point.X / last):0.#},{Y(point.Y / most):0.#}")));
        if (points.Count > 0)
        {
            svg.Append(Words.Text($"<polygon class=\"area\" points=\"{X(points[0].X / last):0.#},{Y(0):0.#} {line} {X(1):0.#},{Y(0):0.#}\"/>"));
            svg.Append($"<polyline class=\"line\" points=\"{line}\"/>");
        }

        svg.Append(Words.Text($"<text class=\"axis\" x=\"{Left}\" y=\"{Height - 8}\">0 s</text><text class=\"axis end\" x=\"{Width - 8}\" y=\"{Height - 8}\">{last:0} s</text>"));
        return svg.Append("</svg>").ToString();
    }

    /// <summary>One bar for each of a few names.</summary>
    /// <param name="bars">Name and value, in order.</param>
    /// <param name="show">A value as text.</param>
    /// <param name="about">What is shown, for those who cannot see it.</param>
    public static string Bars(IReadOnlyList<(string Name, double Value)> bars, Func<double, string> show, string about)
    {
        var svg = Begin(about);
        var most = Math.Max(1e-9, bars.Count == 0 ? 1 : bars.Max(bar => bar.Value));
        var step = (Width - Left - 8.0) / Math.Max(1, bars.Count);
        foreach (var (at, bar) in bars.Index())
        {
            var x = Left + (at * step) + (step * 0.15);
            var y = Y(bar.Value / most * 0.9);
            svg.Append(Words.Text($"<rect class=\"bar\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{step * 0.7:0.#}\" height=\"{Y(0) - y:0.#}\"/>"));
            svg.Append(Words.Text($"<text class=\"axis mid\" x=\"{x + (step * 0.35):0.#}\" y=\"{Height - 8}\">{bar.Name}</text>"));
            svg.Append(Words.Text($"<text class=\"axis mid\" x=\"{x + (step * 0.35):0.#}\" y=\"{y - 4:0.#}\">{show(bar.Value)}</text>"));
        }

        svg.Append(Words.Text($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - 8}\" y1=\"{Y(0):0.#}\" y2=\"{Y(0):0.#}\"/>"));
        return svg.Append("</svg>").ToString();
    }

    private static StringBuilder Begin(string about) => new($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{System.Net.WebUtility.HtmlEncode(about)}\">");

    private static void Grid(StringBuilder svg, double most, string unit)
    {
        foreach (var part in (double[])[0, 0.5, 1])
        {
            svg.Append(Words.Text($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - 8}\" y1=\"{Y(part):0.#}\" y2=\"{Y(part):0.#}\"/>"));
            svg.Append(Words.Text($"<text class=\"axis end\" x=\"{Left - 6}\" y=\"{Y(part) + 4:0.#}\">{Words.Number(most * part)}{unit}</text>"));
        }
    }

    private static double X(double part) => Left + (part * (Width - Left - 8));

    private static double Y(double part) => Height - Bottom - (part * (Height - Bottom - Top));
}
