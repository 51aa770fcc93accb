using Harness.Fixtures.KnownFailures;

namespace Harness.Conformance.Runs.KnownFailures;

/// <summary>What a run has shown of an entry of its known-failing list.</summary>
public enum KnownFailureState
{
    /// <summary>The run did not get to its case, or could not judge it: nothing is said about the entry.</summary>
    Undecided,

    /// <summary>It fails as expected.</summary>
    Failing,

    /// <summary>What it expects is there, as a broken SHOULD: that fails a strict run, and this one is not.</summary>
    Tolerated,

    /// <summary>Its rule still finds something, which says something else than expected.</summary>
    Reworded,

    /// <summary>It fails as expected, beyond the day until which that was accepted.</summary>
    Expired,

    /// <summary>There is no such case or no such rule, or its cases fail by other rules only.</summary>
    Unmatched,

    /// <summary>Its cases do not fail any more.</summary>
    Passed,
}

/// <summary>An entry, and what a run has shown of it.</summary>
/// <param name="Said">What the finding says now, or why nothing fits; for people.</param>
public sealed record KnownFailureStatus(KnownFailure Entry, KnownFailureState State, string Said = "")
{
    /// <summary>The list does not describe the implementation any more.</summary>
    public bool IsStale => State is KnownFailureState.Reworded or KnownFailureState.Expired or KnownFailureState.Unmatched;

    /// <summary>What is good to know about an entry that needs nothing done; null otherwise.</summary>
    public string? Remark => State == KnownFailureState.Tolerated
        ? $"known, and no failure here: {Entry}: WARN {Said} ({Entry.Reason}); it stays on the list, since it fails with --strict"
        : null;

    /// <summary>What is to be said about an entry that needs its owner; null otherwise.</summary>
    public string? Complaint => State switch
    {
        KnownFailureState.Passed => $"unexpected pass: {Entry} does not fail any more; take it off the list",
        KnownFailureState.Reworded => $"stale: {Entry} expects a finding that says '{Entry.Text}', but it says '{Said}'",
        KnownFailureState.Expired => FormattableString.Invariant($"stale: {Entry} was accepted until {Entry.Until:yyyy-MM-dd} and still fails"),
        KnownFailureState.Unmatched => $"stale: {Entry} fits nothing: {Said}",
        _ => null,
    };
}
