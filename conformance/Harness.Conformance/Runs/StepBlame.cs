using Harness.Conformance.Reports;
using Harness.Conformance.Steps;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Rules;
using Harness.Specs.Verdicts;

namespace Harness.Conformance.Runs;

/// <summary>
/// Finds the clause that a failed step stands at: what a rule found broken where that is why the step failed, so that one defect is told once; else the
/// step's own, so that no defect hides behind another.
/// </summary>
/// <param name="one">The case.</param>
/// <param name="failure">How the step failed.</param>
/// <param name="transcript">What crossed the wire.</param>
/// <param name="underTest">Whose step it was.</param>
internal sealed class StepBlame(TestCase one, StepFailure failure, Transcript transcript, Party underTest)
{
    public Clause? Own { get; } = NamedBy(failure.Step, underTest);

    /// <summary>The clause that the step itself names, where it binds that party.</summary>
    public static Clause? NamedBy(CaseStep step, Party party) =>
        step.Clause is { } id && ProtocolCatalog.Embedded.FindClause(id) is { } named && named.Party == party ? named : null;

    /// <summary>The first of the case's clauses that binds that party.</summary>
    public static Clause? Usual(TestCase one, Party party)
    {
        var clauses = one.Clauses.Select(ProtocolCatalog.Embedded.FindClause).OfType<Clause>().ToList();
        return clauses.Find(clause => clause.Party == party) ?? clauses.FirstOrDefault();
    }

    /// <param name="broken">What rules found, and no less than the step asks for.</param>
    public Clause? ClauseOf(IReadOnlyList<CaseFinding> broken)
    {
        var reasons = broken.Where(Explains).ToList();
        return OfFrame(reasons) ?? (IsTurnedDown ? One(reasons.FindAll(finding => !IsAtMessage(finding))) : null) ?? Own ?? One(reasons) ?? Usual(one, underTest);
    }

    /// <summary>
    /// What came in the step's place is itself broken: that is why the step was not met, and no other clause is to blame. Null where the frame is sound.
    /// </summary>
    private Clause? OfFrame(List<CaseFinding> reasons) =>
        failure is { Cause: StepCause.Missing, Frame: { } frame } ? One(reasons.FindAll(finding => finding.Frame == frame)) : null;

    private Clause? One(List<CaseFinding> reasons) =>
        (reasons.Find(finding => one.Clauses.Contains(finding.Clause!.Id)) ?? reasons.FirstOrDefault())?.Clause;

    /// <summary>
    /// A broken message explains that another message is not as it should be, and nothing more: a wrong price does not keep a connection open. Whatever
    /// else is broken (a handshake, an end, an answer over HTTP, the framing) explains what never came after it.
    /// </summary>
    private bool Explains(CaseFinding finding)
    {
        if (failure.Cause is StepCause.Prerequisite or StepCause.OutOfTime || IsAboutMessages(failure.Step)) return true;
        if (IsOf(finding, Own?.Id) || one.Clauses.Any(clause => IsOf(finding, clause))) return true;
        return finding.Clause!.Id.StartsWith("rfc6455.", StringComparison.Ordinal) || !IsAtMessage(finding);
    }

    /// <summary>What came in the step's place is an end: what went wrong before it, such as the login, is why.</summary>
    private bool IsTurnedDown => failure.Cause == StepCause.Missing && At(failure.Frame) is { Kind: FrameKind.Refuse or FrameKind.Close or FrameKind.Reset };

    private bool IsAtMessage(CaseFinding finding) => At(finding.Frame) is { Kind: FrameKind.Text or FrameKind.Binary } frame && frame.From == underTest;

    private Frame? At(FrameRef? place) => place is null ? null : transcript.Frames.FirstOrDefault(frame => FrameRef.Of(frame) == place);

    /// <summary>The rule that found it judges that clause as well.</summary>
    private static bool IsOf(CaseFinding finding, string? clause) => clause is not null && RuleBook.Find(finding.Rule)?.Clauses.Contains(clause) == true;

    private static bool IsAboutMessages(CaseStep step) => step switch
    {
        ExchangeStep exchange => IsMessage(exchange),
        AnyStep any => any.Choices.Any(IsMessage),
        NeverStep never => IsMessage(never.Unwanted),
        _ => true,
    };

    private static bool IsMessage(ExchangeStep step) => step.Event.Kind is CaseEventKind.Message or CaseEventKind.Text or CaseEventKind.Binary;
}
