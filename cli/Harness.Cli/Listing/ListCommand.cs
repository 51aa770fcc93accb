using System.CommandLine;

namespace Harness.Cli.Listing;

internal sealed class ListCommand : Command
{
    public ListCommand()
        : base("list", "Shows what the harness knows")
    {
        Subcommands.Add(new ProtocolListing());
        Subcommands.Add(new ClauseListing());
        Subcommands.Add(new CaseListing());
        Subcommands.Add(new RuleListing());
        Subcommands.Add(new ScenarioListing());
        Subcommands.Add(new StanceListing());
        Subcommands.Add(new InstrumentListing());
        Subcommands.Add(new AccountListing());
    }
}
