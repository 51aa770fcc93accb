using System.Text.Json;
using Harness.Fixtures.Cases;
using Harness.Fixtures.Scenarios.Matching;

namespace Harness.Conformance.Steps;

/// <summary>
/// The bindings of a run in which the client is under test. What every client makes anew each time, such as a signature, is never held against
/// what was seen before.
/// </summary>
internal sealed class LooseBindings(CaseBindings values) : IMatchBindings
{
    private static readonly string[] MadeAnew = ["signature", "timestamp"];

    public bool TryGet(string name, out JsonElement value)
    {
        value = default;
        return !MadeAnew.Contains(name) && values.TryGet(name, out value);
    }

    public void Bind(string name, JsonElement value)
    {
        if (!MadeAnew.Contains(name)) values.Bind(name, value);
    }
}
