using System.CommandLine;
using System.CommandLine.Help;
using Harness.Cli.Checking;
using Harness.Cli.Listing;
using Harness.Cli.Loading;
using Harness.Cli.Recording;
using Harness.Cli.Replaying;
using Harness.Cli.Serving;
using Harness.Cli.Validating;

namespace Harness.Cli;

/// <summary>All commands there are.</summary>
internal static class CommandTree
{
    private const int HelpWidth = 120;

    public static RootCommand Create()
    {
        var root = new RootCommand("Plays the other side of a documented WebSocket trading protocol, and writes down what crosses the wire.");
        root.Subcommands.Add(new ServeCommand());
        root.Subcommands.Add(new CheckCommand());
        root.Subcommands.Add(new LoadCommand());
        root.Subcommands.Add(new RecordCommand());
        root.Subcommands.Add(new ReplayCommand());
        root.Subcommands.Add(new ListCommand());
        root.Subcommands.Add(new ValidateCommand());
        // Without a terminal there is no width to fit: a page that is easy to read in a log.
        if (Console.IsOutputRedirected && root.Options.OfType<HelpOption>().FirstOrDefault()?.Action is HelpAction help) help.MaxWidth = HelpWidth;
        return root;
    }
}
