using System.Text.RegularExpressions;

namespace Harness.Cli.Tests.Architecture;

/// <summary>Where things live, and what no file may say.</summary>
public sealed partial class HouseTests
{
    private static readonly string[] TopLevel =
        [".ci", ".github", "benchmarks", "cli", "clients", "conformance", "fixtures", "mocks"];

    private static readonly string[] SayNothing = ["Common", "Core", "Helper", "Helpers", "Misc", "Shared", "Util", "Utilities", "Utils"];

    [Fact]
    public void Top_level_folders_are_the_rooms_of_the_house() =>
        Repository.Folders.Where(folder => !folder.Contains('/')).Order(StringComparer.Ordinal).ShouldBe(TopLevel);

    [Fact]
    public void Folder_names_are_concepts() => Repository.Folders.Where(NamesNoConcept).ShouldBeEmpty();

    [Theory]
    [InlineData("mocks/Harness.Mocks/Utils")]
    [InlineData("clients/Harness.Clients/core")]
    public void Folder_that_names_no_concept_is_found(string folder) => NamesNoConcept(folder).ShouldBeTrue();

    [Fact]
    public void Every_room_says_what_lives_there() =>
        TopLevel.Where(folder => !folder.StartsWith('.')).ShouldAllBe(folder => File.Exists(Path.Combine(Repository.Root, folder, "README.md")));

    [Fact]
    public void No_file_names_a_place_on_one_machine() => Repository.Files
        .SelectMany(file => OneMachine().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}"))
        .ShouldBeEmpty();

    [Theory]
    [InlineData("see {0}home/ada/notes", true)]
    [InlineData("'{0}root/x'", true)]
    [InlineData("({0}Users/ada/x)", true)]
    [InlineData("https://example.org{0}home/ada/notes", false)]
    [InlineData("a home{0}root{0}x", false)]
    public void Place_on_one_machine_is_recognised(string text, bool found) =>
        OneMachine().IsMatch(string.Format(null, text, '/')).ShouldBe(found);

    private static bool NamesNoConcept(string folder) => SayNothing.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?<![\w./:-])/(?:home|Users|root|work)/[\w.]|\b[A-Z]:\\Users\\", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex OneMachine();
}
