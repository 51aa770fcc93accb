using Harness.Conformance.Reports;
using Harness.Conformance.Runs.KnownFailures;
using Harness.Fixtures.KnownFailures;
using Harness.Fixtures.Yaml;

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
        var list = new KnownFailureList(new KnownFailureText(_file, after).Entries, _today);
        return [.. reports.Select(report => report with { Cases = [.. report.Cases.Select(list.Mark)] }).Select(report => report with { KnownFailures = list.Settle(report) })];
    }

    private static string Read(string file)
    {
        // The limits and the errors of whatever else people write.
        LocatedDocument.Load(file);
        return File.ReadAllText(file);
    }
}
