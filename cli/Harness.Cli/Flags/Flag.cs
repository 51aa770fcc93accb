using System.CommandLine;

namespace Harness.Cli.Flags;

/// <summary>A flag that takes one value, from the command line or else from its environment variable.</summary>
internal sealed class Flag<T>
{
    /// <param name="name">As typed: <c>--token-lifetime</c>.</param>
    /// <param name="value">What stands for the value in the help: <c>DURATION</c>.</param>
    /// <param name="form">What the value must look like.</param>
    /// <param name="description">For the help; says what holds when the flag is absent.</param>
    public Flag(string name, string value, Form<T> form, string description)
    {
        Form = form;
        Variable = FlagVariable.Of(name);
        Option = new Option<string?>(name) { HelpName = value, Description = $"{description} [{Variable}]" };
    }

    public Form<T> Form { get; }

    /// <summary>The environment variable that stands in for the flag.</summary>
    public string Variable { get; }

    public Option<string?> Option { get; }
}
