using Harness.Conformance.Reports;
using Harness.Conformance.Runs.KnownFailures;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.KnownFailures;
using Harness.Fixtures.Yaml;
using Harness.Specs.Verdicts;

namespace Harness.Cli.Checking;

/// <summary>A known-failing list that runs are held against, and its file.</summary>
internal sealed class KnownList
{
    private readonly string _file;
    private readonly string? _before;
    private readonly KnownFailureText _text;
    private readonly DateOnly _today;

    private KnownList(string file, string? before, KnownFailureText text, DateOnly today)
    {
        (_file, _before, _text, _today) = (file, before, text, today);
        List = new KnownFailureList(text.Entries, today);
    }

    public KnownFailureList List { get; }

    /// <param name="file">Path of the list.</param>
    /// <param name="isUpdated">It is going to be written: then it need not be there yet.</param>
    /// <param name="problems">What is wrong with it, a line each.</param>
    /// <returns>Null where something is wrong.</returns>
    public static KnownList? Load(string file, bool isUpdated, out IReadOnlyList<string> problems)
    {
        problems = [];
        try
        {
            var before = isUpdated && !File.Exists(file) ? null : Read(file);
            return new KnownList(file, before, new KnownFailureText(file, before), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        }
        catch (LocatedException wrong)
        {
            problems = [.. wrong.Errors.Select(error => error.ToString())];
            return null;
        }
    }

    /// <summary>Writes the list as runs have shown it, and says line by line what that changed.</summary>
    /// <returns>The same reports, held against the new list.</returns>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public IReadOnlyList<RunReport> Update(IReadOnlyList<RunReport> reports, TextWriter output)
    {
        var after = KnownFailureUpdate.Apply(_text, reports);
        var entries = new KnownFailureText(_file, after).Entries;
        if (Explanation(entries.Count, reports) is { } why) output.WriteLine($"{_file}: {why}");
        if (after == _before)
        {
            output.WriteLine($"{_file}: nothing to change");
            return reports;
        }

        try
        {
            File.WriteAllText(_file, after);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException([$"--update-known-failing: expected a file that can be written: {problem.Message}"]);
        }

        output.WriteLine($"{_file}:");
        foreach (var line in LineDifference.Of(_before ?? "", after)) output.WriteLine(line);
        output.WriteLine();
        var list = new KnownFailureList(entries, _today);
        return [.. reports.Select(report => report with { Cases = [.. report.Cases.Select(list.Mark)] }).Select(report => report with { KnownFailures = list.Settle(report) })];
    }

    /// <summary>Why what somebody sees in the report is not on the list; null where nothing needs saying.</summary>
    private static string? Explanation(int entries, IReadOnlyList<RunReport> reports)
    {
        var warnings = reports.SelectMany(report => report.Cases).SelectMany(result => result.Findings).Count(finding => finding is { Verdict: Verdict.Warn, Level: ClauseLevel.Should });
        if (entries == 0 && warnings == 0) return "nothing fails, so that the list is empty";
        if (warnings == 0) return null;
        var what = warnings == 1 ? "the WARN is a broken SHOULD, which fails no run and is" : FormattableString.Invariant($"the {warnings} WARN are broken SHOULDs, which fail no run and are");
        return $"{(entries == 0 ? "nothing fails, so that the list is empty: " : "")}{what} put on the list with --strict only";
    }

    private static string Read(string file)
    {
        // The limits of whatever else people write; its errors come with all others when the list is read.
        LocatedDocument.Survey(file);
        return File.ReadAllText(file);
    }
}
