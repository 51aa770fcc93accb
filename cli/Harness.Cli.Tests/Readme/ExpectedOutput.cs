using System.Text.RegularExpressions;

namespace Harness.Cli.Tests.Readme;

/// <summary>The lines that a README shows as output; <c>…</c> stands for anything. They must come in order, others may come between.</summary>
internal sealed class ExpectedOutput(string shown)
{
    private readonly Queue<string> _missing = new(shown.Split('\n').Where(line => line.Trim() is not ("" or "…")));

    public bool IsComplete => _missing.Count == 0;

    public string? Next => _missing.TryPeek(out var line) ? line : null;

    /// <summary>Takes a line that was really printed.</summary>
    public void Saw(string line)
    {
        if (Next is { } next && Matches(next.Trim(), line.Trim())) _missing.Dequeue();
    }

    private static bool Matches(string shown, string line) => Regex.IsMatch(
        line,
        $"^{Regex.Escape(shown).Replace("…", ".*", StringComparison.Ordinal)}$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1));
}
