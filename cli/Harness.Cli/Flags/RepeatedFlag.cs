using System.CommandLine;

namespace Harness.Cli.Flags;

/// <summary>A flag that may be given many times; its environment variable holds the values separated by commas.</summary>
internal sealed class RepeatedFlag<T>
{
    /// <inheritdoc cref="Flag{T}(string, string, Form{T}, string)"/>
    public RepeatedFlag(string name, string value, Form<T> form, string description)
    {
        Form = form;
        Variable = FlagVariable.Of(name);
        Option = new Option<string[]>(name)
        {
            HelpName = value,
            Description = $"{description}; may be repeated [{Variable}, separated by commas]",
            Arity = ArgumentArity.OneOrMore,
        };
    }

    public Form<T> Form { get; }

    public string Variable { get; }

    public Option<string[]> Option { get; }
}
