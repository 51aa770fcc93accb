using System.CommandLine;
using System.CommandLine.Parsing;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Flags;

/// <summary>What is wrong with a command line before any value is read, said as this program says everything: the word, what was expected, what came.</summary>
internal static class ParseMistakes
{
    public static IEnumerable<string> Of(ParseResult parsed) =>
        parsed.Errors.Select(error => Wording(parsed, error)).OfType<string>().Distinct().Concat(UnknownWords(parsed));

    private static string? Wording(ParseResult parsed, ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens.Count: not 1 } option => Wording(option),
        ArgumentResult { Parent: OptionResult { Tokens.Count: not 1 } option } => Wording(option),
        // A command that leads to others and does something itself, too, says what it lacks.
        CommandResult { Command.Subcommands.Count: > 0 } => null,
        ArgumentResult { Tokens.Count: 0 } argument => $"{argument.Argument.Name}: expected at least one, got nothing",
        _ when parsed.UnmatchedTokens.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal)) => null,
        _ => error.Message,
    };

    private static string Wording(OptionResult given) => given.Tokens.Count switch
    {
        0 => $"{given.Option.Name}: expected {given.Option.HelpName ?? "a value"}, got nothing",
        var count => $"{given.Option.Name}: expected one value, got {count}: {string.Join(", ", given.Tokens.Select(token => $"'{token.Value}'"))}",
    };

    private static IEnumerable<string> UnknownWords(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var known = command.Options.Select(option => option.Name).ToList();
        foreach (var flag in FlagsAmongArguments(parsed)) yield return UnknownFlag(flag);

        var afterUnknownFlag = false;
        foreach (var word in parsed.UnmatchedTokens)
        {
            var isFlag = word.StartsWith('-');
            if (isFlag) yield return UnknownFlag(word);
            else if (!afterUnknownFlag) yield return $"{word}: expected a flag of {command.Name}, such as {string.Join(", ", known.Take(3))}";
            afterUnknownFlag = isFlag;
        }

        string UnknownFlag(string word) => $"{word}: {command.Name} has no such flag{NearestWord.Hint(word, known)}";
    }

    /// <summary>A command that takes files takes a flag it does not know for one of them; only after <c>--</c> was that meant.</summary>
    private static IEnumerable<string> FlagsAmongArguments(ParseResult parsed)
    {
        var arguments = parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens).ToHashSet(ReferenceEqualityComparer.Instance);
        return parsed.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Value is ['-', _, ..] && arguments.Contains(token))
            .Select(token => token.Value);
    }
}
