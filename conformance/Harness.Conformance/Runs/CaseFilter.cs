using System.IO.Enumeration;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Runs;

/// <summary>Which cases to run: <c>--case</c> and <c>--skip</c>, globs over ids.</summary>
public sealed record CaseFilter(IReadOnlyList<string> Wanted, IReadOnlyList<string> Skipped)
{
    public static CaseFilter Everything { get; } = new([], []);

    public IReadOnlyList<TestCase> Of(string protocol, Party underTest) => [.. CaseReader.Embedded(protocol).Where(one => one.Roles.Contains(underTest) && Takes(one.Id))];

    private bool Takes(string id) => (Wanted.Count == 0 || Wanted.Any(glob => Fits(glob, id))) && !Skipped.Any(glob => Fits(glob, id));

    private static bool Fits(string glob, string id) => FileSystemName.MatchesSimpleExpression(glob, id, ignoreCase: false);
}
