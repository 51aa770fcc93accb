using System.Runtime.CompilerServices;

namespace Harness.Clients.Tests.Readme;

/// <summary>Finds an example in the README and in the source it was taken from.</summary>
internal static class Snippet
{
    private static readonly string Folder = Path.GetDirectoryName(ThisFile())!;

    public static string OfReadme(string name) =>
        Between(Path.Combine(Folder, "..", "..", "README.md"), $"<!-- snippet: {name} -->\n```csharp\n", "```");

    public static string OfSource(string name)
    {
        string[] lines = Between(Path.Combine(Folder, $"{name}.cs"), "// <snippet>\n", "        // </snippet>").Split('\n');
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[8..]));
    }

    private static string Between(string file, string begin, string end)
    {
        string text = File.ReadAllText(file).ReplaceLineEndings("\n");
        int from = text.IndexOf(begin, StringComparison.Ordinal);
        from.ShouldNotBe(-1, $"{file} has no {begin}");
        from += begin.Length;
        return text[from..text.IndexOf(end, from, StringComparison.Ordinal)];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
