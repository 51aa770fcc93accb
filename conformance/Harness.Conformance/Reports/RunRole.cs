namespace Harness.Conformance.Reports;

/// <summary>What was judged: an implementation of one side, or recordings.</summary>
public enum RunRole
{
    Client,
    Server,
    Transcript,
}
