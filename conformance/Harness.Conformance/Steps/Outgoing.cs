using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios;

namespace Harness.Conformance.Steps;

/// <summary>The content of a <c>harness: send</c> with the case's placeholders filled in.</summary>
internal static class Outgoing
{
    /// <exception cref="InvalidOperationException">A placeholder has no value.</exception>
    public static byte[] Fill(ScenarioContent content, CaseBindings bindings) => content.IsJson
        ? new CaseEvent(CaseEventKind.Message, content.Utf8, null).Fill(bindings)!
        : content.Utf8.ToArray();
}
