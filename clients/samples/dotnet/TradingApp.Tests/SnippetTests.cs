using System.Runtime.CompilerServices;

namespace TradingApp.Tests;

/// <summary>What README.md and mocks/DOTNET.md show in C# stands in the tests of this project or the one beside it, word for word.</summary>
public sealed class SnippetTests
{
    private const string End = "// </snippet>";

    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..");

    public static TheoryData<string, string> Snippets =>
        [.. new[] { "README.md", "mocks/DOTNET.md" }.SelectMany(page => Page(page).Split("<!-- snippet: ").Skip(1).Select(part => (page, part.Split(' ')[0])))];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Snippet_is_an_excerpt_of_a_test(string page, string name)
    {
        string shown = Between(Page(page), $"<!-- snippet: {name} -->\n```csharp\n", "```");

        string source = Directory.EnumerateDirectories(Folder, "TradingApp.*").SelectMany(project => Directory.EnumerateFiles(project, "*Tests.cs")).Select(File.ReadAllText).Single(text => text.Contains($"// <snippet: {name}>\n", StringComparison.Ordinal));

        // The lines are shown without the indentation that the end mark has.
        string[] lines = Between(source.ReplaceLineEndings("\n"), $"// <snippet: {name}>\n", End).Split('\n');
        Assert.Equal(string.Join('\n', lines[..^1].Select(line => line.Length == 0 ? line : line[lines[^1].Length..])) + "\n", shown);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("mocks/DOTNET.md")]
    public void Every_example_is_a_snippet(string page) => Assert.Equal(Page(page).Split("```csharp").Length, Page(page).Split("<!-- snippet: ").Length);

    private static string Page(string name) => File.ReadAllText(Path.Combine(Folder, "../../..", name)).ReplaceLineEndings("\n");

    private static string Between(string text, string begin, string end)
    {
        int from = text.IndexOf(begin, StringComparison.Ordinal);
        Assert.NotEqual(-1, from);
        from += begin.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
