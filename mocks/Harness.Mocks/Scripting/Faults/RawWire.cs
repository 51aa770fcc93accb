using Harness.Mocks.Server;

namespace Harness.Mocks.Scripting.Faults;

internal static class RawWire
{
    /// <summary>The bytes of a connection, the firing's own by default.</summary>
    /// <exception cref="NotSupportedException">Its transport only knows messages.</exception>
    public static IWireFaults Require(RuleRun run, string action, IScriptedConnection? connection = null) =>
        (connection ?? run.Context.First)?.Wire ?? throw new NotSupportedException(MessageHost.Refusal(action));
}
