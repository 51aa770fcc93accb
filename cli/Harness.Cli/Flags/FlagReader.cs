using System.CommandLine;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Flags;

/// <summary>
/// Reads flags, first from the command line, then from the environment, and collects every mistake: whoever has three of them is told three times at once.
/// </summary>
internal sealed class FlagReader(ParseResult parsed, Func<string, string?> variable)
{
    private readonly List<string> _mistakes = [.. ParseMistakes.Of(parsed)];

    /// <summary>One line each: the flag or variable, what was expected, what came.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>Something that only the command can know to be wrong.</summary>
    public void Add(string mistake) => _mistakes.Add(mistake);

    /// <summary>Whether the flag has a value, on the line or in the environment.</summary>
    public bool IsGiven<T>(Flag<T> flag) => parsed.GetResult(flag.Option) is not null || NotEmpty(flag.Variable) is not null;

    /// <summary>The flag's value, or <paramref name="otherwise"/> where it is absent or mistaken.</summary>
    public T Value<T>(Flag<T> flag, T otherwise)
    {
        if (parsed.GetResult(flag.Option) is { Tokens.Count: 1 } given) return Read(flag.Option.Name, given.Tokens[0].Value, flag.Form, otherwise);
        return NotEmpty(flag.Variable) is { } text ? Read(flag.Variable, text, flag.Form, otherwise) : otherwise;
    }

    /// <summary>All values of the flag, in order.</summary>
    public IReadOnlyList<T> Values<T>(RepeatedFlag<T> flag)
    {
        var (source, texts) = parsed.GetResult(flag.Option) is { } given
            ? (flag.Option.Name, given.Tokens.Select(token => token.Value))
            : (flag.Variable, NotEmpty(flag.Variable)?.Split(',', StringSplitOptions.TrimEntries) ?? []);

        var values = new List<T>();
        foreach (var text in texts)
        {
            if (flag.Form.TryRead(text, out var value)) values.Add(value);
            else Mistake(source, flag.Form.Expected, text, flag.Form.Words);
        }

        return values;
    }

    /// <summary>The words that belong to no flag, in order.</summary>
    public IReadOnlyList<string> Values(Argument<string[]> argument) =>
        [.. parsed.GetResult(argument)?.Tokens.Select(token => token.Value) ?? []];

    public bool IsOn(Switch flag)
    {
        if (parsed.GetResult(flag.Option) is { Implicit: false }) return parsed.GetValue(flag.Option);
        switch (NotEmpty(flag.Variable)?.ToLowerInvariant())
        {
            case null or "false" or "0" or "no":
                return false;
            case "true" or "1" or "yes":
                return true;
            case var other:
                Mistake(flag.Variable, "true or false", other, ["true", "false"]);
                return false;
        }
    }

    private T Read<T>(string source, string text, Form<T> form, T otherwise)
    {
        if (form.TryRead(text, out var value)) return value;
        Mistake(source, form.Expected, text, form.Words);
        return otherwise;
    }

    private string? NotEmpty(string name) => variable(name) is { Length: > 0 } text ? text : null;

    private void Mistake(string source, string expected, string actual, IEnumerable<string> words) =>
        _mistakes.Add($"{source}: expected {expected}, got '{actual}'{NearestWord.Hint(actual, words)}");
}
