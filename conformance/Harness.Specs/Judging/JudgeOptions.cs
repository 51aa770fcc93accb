using System.Text.Json;
using Harness.Fixtures.Catalog;

namespace Harness.Specs.Judging;

/// <summary>How sessions are judged.</summary>
public sealed record JudgeOptions
{
    public static JudgeOptions Default { get; } = new();

    /// <summary>The registers whose clauses findings stand at.</summary>
    public ProtocolCatalog Catalog { get; init; } = ProtocolCatalog.Embedded;

    /// <summary>The answers our own side gives where a document is silent; the other side's are never held against it.</summary>
    public StanceSettings Stances { get; init; } = ProtocolCatalog.Embedded.Stances.Defaults;

    /// <summary>Raises a broken SHOULD, and a field beyond the document, to FAIL.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether the duties of any trading client are judged as well.</summary>
    public bool Duties { get; init; } = true;

    /// <summary>
    /// Judge as that version of the suite did: what is found at a clause that came later is INFO. Null for the newest.
    /// </summary>
    public Version? SuiteVersion { get; init; }

    /// <summary>By how much the machine that recorded was late at its worst, in microseconds: a limit missed by less than that is INCONCLUSIVE.</summary>
    public long Jitter { get; init; }

    /// <summary>
    /// Whether a JWT's signature is valid, for those who hold the key; null for "cannot tell". A redacted recording carries the answer with it.
    /// </summary>
    public Func<string, bool?>? VerifySignature { get; init; }

    /// <summary>
    /// What the client was asked to submit, each order once: payloads in the protocol's own words. Empty where nobody asked; two equal orders may be meant then.
    /// </summary>
    public IReadOnlyList<JsonElement> Orders { get; init; } = [];

    /// <summary>How many findings a rule may add at one clause of a session; the rest are only counted.</summary>
    public int FindingsPerClause { get; init; } = 10;
}
