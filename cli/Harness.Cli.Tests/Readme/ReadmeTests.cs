using System.CommandLine;
using Harness.Cli.Serving;
using Harness.Cli.Tests.Processes;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server;

namespace Harness.Cli.Tests.Readme;

/// <summary>What README.md and the READMEs of the mocks and the judge show is what happens.</summary>
public sealed class ReadmeTests
{
    private static readonly string Text = Repository.Read("README.md");

    public static TheoryData<string, int> SessionLines
    {
        get
        {
            var lines = new TheoryData<string, int>();
            foreach (var file in (string[])["README.md", "mocks/README.md", "mocks/ADMIN.md", "conformance/README.md"])
            {
                foreach (var session in Sessions(file)) lines.Add(file, session.Line);
            }

            return lines;
        }
    }

    [Theory]
    [MemberData(nameof(SessionLines))]
    public async Task Examples_do_what_is_shown(string file, int line)
    {
        var bash = Interpreters.Bash();

        var leftOut = await Sessions(file).First(session => session.Line == line).RunAsync(bash, Missing);

        Assert.SkipUnless(leftOut.Count == 0, $"all but: {string.Join("; ", leftOut)}");
    }

    [Fact]
    public void Every_marked_block_belongs_to_a_session() =>
        ReadmeBlock.Parse(Text).TakeWhile(block => !block.IsServe).ShouldAllBe(block => !block.IsRun);

    [Fact]
    public void Reference_lists_exactly_the_flags_of_serve()
    {
        var rows = Text.Split('\n').Where(line => line.StartsWith("| `--", StringComparison.Ordinal)).Select(line => line.Split('`', ' ')[2]);

        rows.ShouldBe(new ServeFlags().Options.Select(option => option.Name));
    }

    [Fact]
    public void Reference_lists_every_command()
    {
        var commands = CommandTree.Create().Subcommands.SelectMany(command => Verbs(command, "harness")).ToList();

        commands.ShouldNotBeEmpty();
        commands.ShouldAllBe(command => Text.Contains($"`{command}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Table_of_protocols_says_which_are_played()
    {
        await using var mock = await MockServer.StartAsync(new MockServerOptions { Transport = MockTransport.InProcess }, TestContext.Current.CancellationToken);

        var shown = Text.Split('\n')
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells is [_, _, _, "yes" or "not yet", _])
            .Select(cells => (cells[1].Trim('`'), cells[2], cells[3] == "yes"));

        shown.ShouldBe(ProtocolCatalog.Embedded.Protocols.Select(protocol => (protocol.Slug, protocol.Title, mock.Protocols.Contains(protocol.Slug))));
    }

    [Fact]
    public async Task Table_of_clauses_is_what_the_registers_say()
    {
        var summary = (await CliRun.OfAsync("list", "clauses", "--summary", "--markdown")).Output.ReplaceLineEndings("\n").Trim();

        const string toDo = "replace the table by what `harness list clauses --summary --markdown` prints (README.md has its first part)";
        Text.ReplaceLineEndings("\n").ShouldContain(summary.Split("\n\n")[0], customMessage: toDo);
        Repository.Read("conformance/README.md").ReplaceLineEndings("\n").ShouldContain(summary, customMessage: toDo);
    }

    [Fact]
    public void Every_link_leads_somewhere()
    {
        var targets = Text.Split("](").Skip(1).Select(rest => rest.Split(')')[0]).Where(target => !target.Contains("://") && !target.StartsWith('#')).ToList();

        targets.ShouldNotBeEmpty();
        targets.ShouldAllBe(target => Path.Exists(Path.Combine(Repository.Root, target)));
    }

    private static IReadOnlyList<ReadmeSession> Sessions(string file) => ReadmeSession.Of(file, ReadmeBlock.Parse(Repository.Read(file)));

    private static IEnumerable<string> Verbs(Command command, string path) => command.Subcommands.Count == 0
        ? [$"{path} {command.Name}"]
        : command.Subcommands.SelectMany(child => Verbs(child, $"{path} {command.Name}"));

    private static string? Missing(string script)
    {
        if (script.Contains("python3") && Interpreters.PythonOrNull is null) return "no python3 with the package websockets here";
        return script.Contains("wscat") && !Interpreters.HasNodePackage("wscat") ? "no node with the package wscat here" : null;
    }
}
