namespace Harness.Cli.Tests.Readme;

/// <summary>
/// A fenced block of a README. The words after the fence say what a test does with it: <c>bash serve</c> starts a harness for the blocks that follow,
/// <c>bash serve also</c> one more beside it, <c>bash run</c> is run against it, <c>yaml file=NAME</c> (of any language) is a file that later blocks find in their folder, and <c>text</c> right
/// after a block is what that one prints, <c>text log</c> what the harness logs by then, with <c>…</c> for what changes.
/// </summary>
internal sealed record ReadmeBlock(int Line, string Info, string Text)
{
    private const string Fence = "```";

    public string[] Words => Info.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public bool IsServe => Words is ["bash", "serve"];

    /// <summary>One more beside that one.</summary>
    public bool IsServeAlso => Words is ["bash", "serve", "also"];

    public bool IsRun => Words is ["bash", "run"];

    public bool IsOutput => Words is ["text"];

    public bool IsLog => Words is ["text", "log"];

    public string? FileName => Words is [_, var file] && file.StartsWith("file=", StringComparison.Ordinal) ? file["file=".Length..] : null;

    /// <summary>The blocks of a Markdown text, in order.</summary>
    public static IReadOnlyList<ReadmeBlock> Parse(string markdown)
    {
        var blocks = new List<ReadmeBlock>();
        var inside = new List<string>();
        (int Line, string Info)? open = null;
        foreach (var (index, line) in markdown.ReplaceLineEndings("\n").Split('\n').Index())
        {
            if (!line.StartsWith(Fence, StringComparison.Ordinal))
            {
                if (open is not null) inside.Add(line);
            }
            else if (open is var (start, info))
            {
                blocks.Add(new ReadmeBlock(start, info, string.Join('\n', inside)));
                (open, inside) = (null, []);
            }
            else
            {
                open = (index + 1, line[Fence.Length..].Trim());
            }
        }

        return blocks;
    }
}
