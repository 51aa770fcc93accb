using System.Text;
using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>Counts and quantities: never below zero, and whole where they count things.</summary>
internal static class Quantity
{
    /// <summary>Reports a member that is below zero, or has a fraction where it counts things. One that is missing or no number is the payload rule's to tell.</summary>
    public static void Expect(string clause, FrameView frame, JsonElement parent, ReadOnlySpan<byte> name, bool isWhole, FindingSink findings)
    {
        if (Numbers.Read(parent, name) is not { } value) return;
        if (value >= 0 && (!isWhole || Numbers.IsWhole(value))) return;
        var word = Encoding.UTF8.GetString(name);
        findings.Report(clause, frame, $"{word} cannot be such a number", isWhole ? "a whole number from 0" : "a number from 0", $"{word} {Numbers.Show(value)}");
    }
}
