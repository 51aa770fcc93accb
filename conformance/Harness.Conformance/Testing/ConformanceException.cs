using Harness.Conformance.Reports;

namespace Harness.Conformance.Testing;

/// <summary>
/// A client broke what its document demands, or nothing was there to judge. The message shows each finding with its clause and section, what was expected,
/// what was there instead, and the frames around it, without secrets.
/// </summary>
public sealed class ConformanceException : Exception
{
    internal ConformanceException(string message, IReadOnlyList<CaseFinding> findings)
        : base(message) => Findings = findings;

    /// <summary>What failed; empty where nothing was judged.</summary>
    public IReadOnlyList<CaseFinding> Findings { get; }
}
