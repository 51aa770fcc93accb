using System.Text.Json;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Fixtures.Yaml;

namespace Harness.Mocks.Scripting;

/// <summary>A message that no rule took: the rule that came nearest, and the first thing that kept it from firing.</summary>
/// <param name="Rule">Its place in the scenario, from 1.</param>
/// <param name="Line">Where it stands in its file, from 1.</param>
/// <param name="Condition">The rule's member that does not hold: <c>where</c>, <c>state</c>, <c>path</c>, <c>times</c> …</param>
/// <param name="Difference">What differs: for <c>where</c> and <c>state</c> with a JSON Pointer into the message or state.</param>
internal sealed record NearMiss(string Scenario, string? File, int Rule, int Line, string Condition, MatchDifference Difference)
{
    /// <summary>The whole of it as one sentence.</summary>
    public string Text => $"closest is rule {Rule} of '{Scenario}' ({(File is null ? $"line {Line}" : $"{File}:{Line}")}): {Condition}{(Difference.Path.Length == 0 ? "" : " ")}{Difference.Path} expected {Difference.Expected}, but was {Difference.Actual}";

    /// <summary>The same with what the message shows once its secrets are taken out.</summary>
    /// <param name="safe">The message without its secrets.</param>
    public NearMiss Without(ReadOnlyMemory<byte> safe)
    {
        if (Condition != "where") return this;
        using var message = MatchSubject.Read(safe);
        return this with { Difference = Difference with { Actual = MatchDifference.Show(At(message.Root, Difference.Path)) } };
    }

    private static JsonElement At(JsonElement at, string pointer)
    {
        foreach (var step in JsonPointer.Steps(pointer))
        {
            at = at.ValueKind switch
            {
                JsonValueKind.Object when at.TryGetProperty(step, out var member) => member,
                JsonValueKind.Array when int.TryParse(step, System.Globalization.CultureInfo.InvariantCulture, out var index) && index < at.GetArrayLength() => at[index],
                _ => default,
            };
        }

        return at;
    }
}
