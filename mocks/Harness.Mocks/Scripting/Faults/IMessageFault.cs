namespace Harness.Mocks.Scripting.Faults;

/// <summary>One thing that a rule does to the message which set it off.</summary>
internal interface IMessageFault
{
    /// <exception cref="NotSupportedException">It cannot be done here; the message says why, and the message stays as it was.</exception>
    void Apply(ScriptedMessage message, RuleRun run);
}
