using Harness.Conformance.Mutants.AirAlgo;
using Harness.Conformance.Mutants.HedgeTech;
using Harness.Conformance.Mutants.Odin;
using Harness.Conformance.Mutants.Virtuoso;

namespace Harness.Conformance.Mutants;

/// <summary>Every mutant there is: a new protocol adds a line.</summary>
internal static class MutantList
{
    public static IReadOnlyList<Mutant> All { get; } =
    [
        .. TseServerMutants.All,
        .. TseClientMutants.All,
        .. ImeServerMutants.All,
        .. ImeDataMutants.All,
        .. ImeClientMutants.All,
        .. OdinServerMutants.All,
        .. OdinClientMutants.All,
        .. AirAlgoServerMutants.All,
        .. AirAlgoClientMutants.All,
        .. VirtuosoServerMutants.All,
        .. VirtuosoDataMutants.All,
        .. VirtuosoClientMutants.All,
    ];
}
