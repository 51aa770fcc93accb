using System.Text.Json.Nodes;

namespace Harness.Mocks.Scripting;

/// <summary>State of one scope, bounded.</summary>
internal sealed class StateValues
{
    /// <summary>Bytes of JSON that one scope may hold: a loop that piles up text must not fill the memory.</summary>
    private const int Largest = 1024 * 1024;

    private long _atMost;

    public StateValues()
        : this([])
    {
    }

    public StateValues(JsonObject members)
    {
        Members = members;
    }

    public JsonObject Members { get; private set; }

    /// <summary>Sets members; the others stay.</summary>
    /// <param name="values">The members to set; not kept.</param>
    /// <param name="bytes">How long they are as JSON.</param>
    /// <exception cref="NotSupportedException">The state would grow too large; it stays as it was.</exception>
    public void Set(JsonObject values, int bytes)
    {
        if (_atMost + bytes > Largest) _atMost = Measure();
        if (_atMost + bytes > Largest) throw new NotSupportedException($"set-state would make the state larger than {Largest} bytes");
        _atMost += bytes;
        ScenarioMemory.Merge(Members, values);
    }

    /// <summary>Takes these members in place of all there are.</summary>
    public void Replace(JsonObject members) => (Members, _atMost) = (members.DeepClone().AsObject(), Largest);

    private long Measure() => System.Text.Encoding.UTF8.GetByteCount(Members.ToJsonString());
}
