using Harness.Conformance.Runs.Clients;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;

namespace Harness.Conformance.Mutants;

/// <summary>
/// An implementation that is broken on purpose in one way: the proof that a rule can fail. It is caught when some finding stands at a clause it
/// declares; a FAIL or WARN at any other clause is a fault of the suite, unless it is listed under <see cref="Also"/>. A protocol plugs its mutants in
/// with a list in its folder and one line in <see cref="MutantList"/>.
/// </summary>
internal abstract record Mutant
{
    /// <summary>The protocol's slug and what is broken: <c>ht-tse.client.bearer</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Slug of the protocol it is played on.</summary>
    public required string Protocol { get; init; }

    /// <summary>The clauses it breaks.</summary>
    public required IReadOnlyList<string> Clauses { get; init; }

    /// <summary>Clauses that break with them, as nothing can be broken without them.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>The cases it is put to, globs; all where empty.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    public abstract Party Party { get; }
}

/// <summary>A mock that is scripted against its document.</summary>
internal sealed record ServerMutant : Mutant
{
    public override Party Party => Party.Server;

    /// <summary>The rules of a scenario, YAML; null where the options alone break it.</summary>
    public string? Rules { get; init; }

    /// <summary>Breaks the mock by its options.</summary>
    public Func<MockServerOptions, MockServerOptions> Change { get; init; } = static options => options;

    /// <summary>Symbols to subscribe instead of the usual ones.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];
}

/// <summary>A client that does not keep to its document.</summary>
internal sealed record ClientMutant : Mutant
{
    public override Party Party => Party.Client;

    /// <summary>Does what the task says, in its broken way, until it is cancelled.</summary>
    public required Func<ClientTask, CancellationToken, Task> Play { get; init; }
}
