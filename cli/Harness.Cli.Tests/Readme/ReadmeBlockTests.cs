namespace Harness.Cli.Tests.Readme;

public sealed class ReadmeBlockTests
{
    private const string Markdown = """
        # title

        ```bash serve
        harness serve
        ```
        ```text
        ready …
        ```
        ```yaml file=late.yaml
        version: 1
        ```
        ```bash run
        one
        two
        ```
        """;

    [Fact]
    public void Blocks_come_in_order_with_their_use()
    {
        var blocks = ReadmeBlock.Parse(Markdown);

        blocks.Select(block => (block.Line, block.IsServe, block.IsOutput, block.FileName, block.IsRun)).ShouldBe(
        [
            (3, true, false, null, false),
            (6, false, true, null, false),
            (9, false, false, "late.yaml", false),
            (12, false, false, null, true),
        ]);
        blocks[3].Text.ShouldBe("one\ntwo");
    }

    [Theory]
    [InlineData("a…c", "abbbc", true)]
    [InlineData("a…c", "abbbcd", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("{\"x\":…", "{\"x\":1}", true)]
    public void Shown_line_matches_what_was_printed(string shown, string printed, bool matches)
    {
        var expected = new ExpectedOutput(shown);

        expected.Saw(printed);

        expected.IsComplete.ShouldBe(matches);
    }

    [Fact]
    public void Shown_lines_must_come_in_order()
    {
        var expected = new ExpectedOutput("first\n…\nsecond");

        expected.Saw("second");
        expected.Saw("first");

        expected.Next.ShouldBe("second");
    }
}
