using System.CommandLine;
using Harness.Cli.Flags;
using Harness.Fixtures.Catalog;

namespace Harness.Cli;

/// <summary>The whole command line: parses, reports usage mistakes, runs, and turns what happened into an exit code.</summary>
internal static class CommandLine
{
    // No response files and no bundled letters: an argument is what it says.
    private static readonly ParserConfiguration Parser = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] arguments, Surroundings surroundings, CancellationToken cancellationToken)
    {
        try
        {
            var parsed = CommandTree.Create().Parse(arguments, Parser);
            // Help and version answer whatever else is on the line.
            if (parsed.Action?.ClearsParseErrors == true) return await InvokeAsync(parsed, surroundings.Output, cancellationToken);
            var flags = new FlagReader(parsed, surroundings.Variable);
            if (parsed.CommandResult.Command is not Verb verb || verb.IsGroup(flags)) return await AskForVerbAsync(parsed, surroundings, cancellationToken);

            var run = verb.Prepare(flags, surroundings);
            return flags.Mistakes.Count == 0
                ? await RunAsync(verb, run, surroundings, cancellationToken)
                : Complain(surroundings, Path(verb), flags.Mistakes);
        }
        catch (Exception fault)
        {
            // The last line of defence: whatever was not foreseen is our fault, and must look like it.
            await surroundings.Error.WriteLineAsync($"harness: a fault of its own; please report it with the lines below{Environment.NewLine}{fault}");
            return ExitCode.Fault;
        }
    }

    private static async Task<int> RunAsync(Verb verb, Func<CancellationToken, Task<int>> run, Surroundings surroundings, CancellationToken cancellationToken)
    {
        try
        {
            return await run(cancellationToken);
        }
        catch (UsageException wrong)
        {
            return Complain(surroundings, Path(verb), wrong.Mistakes);
        }
    }

    private static Task<int> InvokeAsync(ParseResult parsed, TextWriter output, CancellationToken cancellationToken) =>
        parsed.InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellationToken);

    private static async Task<int> AskForVerbAsync(ParseResult parsed, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var group = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count > 0) return Complain(surroundings, Path(group), [UnknownWord(group, parsed.UnmatchedTokens[0])]);

        string[] path = [.. Path(group).Split(' ')[1..], "--help"];
        await InvokeAsync(CommandTree.Create().Parse(path, Parser), surroundings.Error, cancellationToken);
        return ExitCode.Usage;
    }

    private static string UnknownWord(Command group, string word) =>
        $"{word}: no such command{NearestWord.OneOf(word, [.. Words(group)])}";

    private static IEnumerable<string> Words(Command group) => group.Subcommands.Select(command => command.Name);

    private static int Complain(Surroundings surroundings, string command, IReadOnlyList<string> mistakes)
    {
        foreach (var mistake in mistakes) surroundings.Error.WriteLine($"{command}: {mistake}");
        surroundings.Error.WriteLine($"See {command} --help");
        return ExitCode.Usage;
    }

    /// <summary>The words that lead to a command: <c>harness list clauses</c>.</summary>
    private static string Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{Path(parent)} {command.Name}" : "harness";
}
