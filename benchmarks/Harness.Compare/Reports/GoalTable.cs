using System.Globalization;

namespace Harness.Compare.Reports;

/// <summary>What was asked for beside what was measured. A figure that could not be taken, as without node, leaves its goal out.</summary>
internal sealed class GoalTable
{
    private readonly MarkdownTable _table = new("goal", "asked for", "measured", "met");

    public bool IsEmpty { get; private set; } = true;

    public void AtMost(string goal, double measured, double limit, string format = "0.00", string unit = "") => Add(goal, "≤", measured, limit, measured <= limit, format, unit);

    public void AtLeast(string goal, double measured, double limit, string format = "0.00", string unit = "") => Add(goal, "≥", measured, limit, measured >= limit, format, unit);

    public void Write(TextWriter output) => _table.Write(output);

    private void Add(string goal, string sign, double measured, double limit, bool isMet, string format, string unit)
    {
        if (double.IsNaN(measured)) return;
        IsEmpty = false;
        var (asked, got) = (limit.ToString("0.##", CultureInfo.InvariantCulture), measured.ToString(format, CultureInfo.InvariantCulture));
        _table.Add(goal, $"{sign} {asked}{unit}", got + unit, isMet ? "yes" : "no");
    }
}
