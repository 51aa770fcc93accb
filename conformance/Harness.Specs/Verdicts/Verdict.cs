namespace Harness.Specs.Verdicts;

/// <summary>
/// What became of a finding, a rule, a case or a run. Ordered from harmless to grave: the verdict of a whole is the greatest of its parts.
/// </summary>
public enum Verdict
{
    /// <summary>There was nothing to judge.</summary>
    NotApplicable,
    Pass,

    /// <summary>Worth knowing: another choice than ours where the document is silent, or a permission made use of.</summary>
    Info,

    /// <summary>A SHOULD was broken.</summary>
    Warn,

    /// <summary>The recording has a hole where the answer would be, or the machine was too slow to tell.</summary>
    Inconclusive,

    /// <summary>What had to come first never came.</summary>
    Untestable,

    /// <summary>A MUST was broken.</summary>
    Fail,

    /// <summary>The case's whole time ran out.</summary>
    Timeout,

    /// <summary>The implementation died while connected.</summary>
    Crash,

    /// <summary>The harness itself did something wrong; nothing is said about the implementation.</summary>
    HarnessError,
}
