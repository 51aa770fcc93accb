using System.IO.Enumeration;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Runs;

/// <summary>Which cases to run: <c>--case</c> and <c>--skip</c>, globs over ids.</summary>
public sealed record CaseFilter(IReadOnlyList<string> Wanted, IReadOnlyList<string> Skipped)
{
    public static CaseFilter Everything { get; } = new([], []);

    public IReadOnlyList<TestCase> Of(string protocol, Party underTest) => [.. CaseReader.Embedded(protocol).Where(one => one.Roles.Contains(underTest) && Takes(one.Id))];

    /// <summary>Why <see cref="Of"/> finds no case: what the protocol has for this party, and which globs leave nothing of it.</summary>
    public string WhyNone(string protocol, Party underTest)
    {
        var ids = CaseReader.Embedded(protocol).Where(one => one.Roles.Contains(underTest)).Select(one => one.Id).ToList();
        var party = underTest.ToString().ToLowerInvariant();
        if (ids.Count == 0) return $"{protocol} has no cases for a {party} yet";
        var unfit = Wanted.Where(glob => !ids.Exists(id => Fits(glob, id))).ToList();
        var what = unfit.Count > 0 ? $"no case for a {party} fits {string.Join(" ", unfit.Select(glob => $"--case '{glob}'"))}{Hint(unfit[0], ids)}" : $"--skip {string.Join(" ", Skipped.Select(glob => $"'{glob}'"))} leaves out every case for a {party} that was asked for";
        return $"{what}; {protocol} has {ids.Count}, such as {ids[0]} (harness list cases --protocol {protocol})";
    }

    private static string Hint(string glob, IReadOnlyList<string> ids) => glob.AsSpan().ContainsAny('*', '?') ? "" : NearestWord.Hint(glob, ids);

    private bool Takes(string id) => (Wanted.Count == 0 || Wanted.Any(glob => Fits(glob, id))) && !Skipped.Any(glob => Fits(glob, id));

    private static bool Fits(string glob, string id) => FileSystemName.MatchesSimpleExpression(glob, id, ignoreCase: false);
}
