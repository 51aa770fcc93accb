using System.CommandLine;
using Harness.Cli.Flags;

namespace Harness.Cli;

/// <summary>A command that does something. It first reads all its flags and says all that is wrong with them; only then it runs.</summary>
internal abstract class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Whether it does nothing by itself here, and only leads to its subcommands.</summary>
    public virtual bool IsGroup(FlagReader flags) => false;

    /// <summary>Reads the flags and returns the work to do; what it returns is not run if <paramref name="flags"/> holds mistakes.</summary>
    public abstract Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings);
}
