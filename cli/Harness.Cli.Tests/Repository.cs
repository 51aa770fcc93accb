namespace Harness.Cli.Tests;

/// <summary>The checkout this test runs in: its folders and text files, without what builds and package managers leave behind.</summary>
internal static class Repository
{
    private static readonly string[] LeftBehind =
        [".git", ".idea", ".vs", ".vscode", "__pycache__", "artifacts", "bin", "node_modules", "obj", "BenchmarkDotNet.Artifacts", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every folder, as a path from the root with forward slashes.</summary>
    public static IEnumerable<string> Folders => FoldersUnder(Root).Select(RelativePath);

    /// <summary>Every file, as a path from the root with forward slashes.</summary>
    public static IEnumerable<string> Files =>
        FoldersUnder(Root).Prepend(Root).SelectMany(Directory.EnumerateFiles).Select(RelativePath).Where(file => file != ".git");

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static IEnumerable<string> FoldersUnder(string folder) =>
        Directory.EnumerateDirectories(folder)
            .Where(child => !LeftBehind.Contains(Path.GetFileName(child)))
            .SelectMany(child => FoldersUnder(child).Prepend(child));

    private static string RelativePath(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Harness.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Harness.sln: run the tests inside the checkout.");
    }
}
