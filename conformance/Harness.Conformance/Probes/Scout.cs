using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;

namespace Harness.Conformance.Probes;

/// <summary>What a probe may do before the cases begin, to find out what its document leaves open.</summary>
internal sealed record Scout
{
    /// <summary>Plays steps against the server, in a session of their own and with the probe given, and hands back what crossed the wire.</summary>
    public required Func<IProtocolProbe, IReadOnlyList<CaseStep>, CancellationToken, Task<Transcript>> Play { get; init; }

    public required StanceSettings Stances { get; init; }

    /// <summary>Failed logins harm nobody: the server stands on this machine, or is the user's own.</summary>
    public required bool MayFail { get; init; }
}
