using System.CommandLine;

namespace Harness.Cli.Checking;

/// <summary><c>harness check</c>: judges a client, a server, recordings, or the harness itself.</summary>
internal sealed class CheckCommand : Command
{
    public CheckCommand()
        : base("check", "Judges a client, a server or recordings against the document")
    {
        Subcommands.Add(new CheckClientCommand());
        Subcommands.Add(new CheckServerCommand());
        Subcommands.Add(new CheckTranscriptCommand());
        Subcommands.Add(new CheckMutantsCommand());
    }
}
