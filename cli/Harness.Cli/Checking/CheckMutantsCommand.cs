using Harness.Cli.Flags;
using Harness.Conformance.Mutants;
using Harness.Fixtures.Catalog;

namespace Harness.Cli.Checking;

/// <summary><c>harness check mutants</c>: proves that the rules can fail.</summary>
internal sealed class CheckMutantsCommand : Verb
{
    private readonly RepeatedFlag<string> _protocol = new("--protocol", "SLUG", Forms.Text, "Only the mutants of this protocol");
    private readonly Switch _verbose = new("--verbose", "Name every mutant, and what saw it");

    public CheckMutantsCommand()
        : base("mutants", "Judges clients and servers that are broken on purpose, to prove that the rules see it")
    {
        Options.Add(_protocol.Option);
        Options.Add(_verbose.Option);
    }

    public override Func<CancellationToken, Task<int>> Prepare(FlagReader flags, Surroundings surroundings)
    {
        var protocols = flags.Values(_protocol);
        foreach (var slug in protocols)
        {
            if (!ProtocolCatalog.Embedded.TryFind(slug, out _, out var error)) flags.Add($"--protocol: {error}");
            else if (!MutantRun.Ids(slug).Any()) flags.Add($"--protocol: there are no mutants of {slug} yet");
        }

        var all = flags.IsOn(_verbose);
        return async cancellationToken =>
        {
            var report = await new MutantRun(protocols).RunAsync(null, cancellationToken);
            report.Write(surroundings.Output, all);
            return report.IsGood ? ExitCode.Success : ExitCode.Failed;
        };
    }
}
