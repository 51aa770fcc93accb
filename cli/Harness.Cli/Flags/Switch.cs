using System.CommandLine;

namespace Harness.Cli.Flags;

/// <summary>A flag without a value. Its environment variable says <c>true</c> or <c>false</c>.</summary>
internal sealed class Switch
{
    public Switch(string name, string description)
    {
        Variable = FlagVariable.Of(name);
        Option = new Option<bool>(name) { Description = $"{description} [{Variable}=true]" };
    }

    public string Variable { get; }

    public Option<bool> Option { get; }
}
