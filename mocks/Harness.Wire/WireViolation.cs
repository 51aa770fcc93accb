namespace Harness.Wire;

/// <summary>What a peer did that RFC 6455, or our size limit, forbids.</summary>
/// <param name="Kind">Which rule was broken.</param>
/// <param name="Code">The close code that it earns: 1002, 1007 or 1009.</param>
/// <param name="Section">The section of RFC 6455, such as <c>5.2</c>.</param>
/// <param name="Message">What was expected and what came, in one sentence.</param>
public sealed record WireViolation(WireViolationKind Kind, int Code, string Section, string Message);
