using System.Text.Json;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Matching;

namespace Harness.Mocks.Scripting.Choosing;

/// <summary>
/// Says in one pass over a message which of many rules can match it at all, without allocating. Each rule is filed under the one text or number of
/// its <c>where</c> that the fewest others share; a rule that has none is always tried.
/// </summary>
internal sealed class RuleSieve
{
    private readonly ulong[] _always;
    private readonly ulong[] _all;
    private readonly SieveNode? _root;

    public RuleSieve(IReadOnlyList<ScenarioMatcher?> expectations)
    {
        _always = new ulong[RuleMarks.Words(expectations.Count)];
        _all = new ulong[_always.Length];
        var anchors = expectations.Select(one => one?.Anchors() ?? []).ToList();
        var crowd = anchors.SelectMany(all => all).SelectMany(Places).CountBy(place => place).ToDictionary();
        for (var rule = 0; rule < anchors.Count; rule++)
        {
            RuleMarks.Set(_all, rule);
            if (anchors[rule].Count == 0)
            {
                RuleMarks.Set(_always, rule);
                continue;
            }

            var anchor = anchors[rule].MinBy(one => Places(one).Sum(place => crowd[place]))!;
            var node = anchor.Path.Aggregate(_root ??= new SieveNode(), (at, name) => at.Member(name));
            foreach (var value in anchor.Values) node.Expect(value, rule);
        }
    }

    /// <summary>How many words the marks of all rules need.</summary>
    public int Words => _always.Length;

    /// <summary>Marks every rule that may match; those left out cannot.</summary>
    /// <param name="message">UTF-8.</param>
    /// <param name="marks">As long as <see cref="Words"/>.</param>
    /// <param name="isOurs">Our own messages have no key twice: the rest need not be read once all is found.</param>
    public void Sift(ReadOnlySpan<byte> message, Span<ulong> marks, bool isOurs = false)
    {
        _always.CopyTo(marks);
        var content = message.TrimStart(" \t\r\n"u8);
        // Only an object can hold what rules are filed under.
        if (_root is null || content.IsEmpty || content[0] != '{') return;
        try
        {
            var reader = new Utf8JsonReader(content);
            if (reader.Read()) _root.Walk(ref reader, marks, mayStop: isOurs);
        }
        catch (JsonException)
        {
            // What is no JSON is compared as one text, which is no object.
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or OverflowException)
        {
            // Texts and numbers beyond the reader: the rules look for themselves.
            _all.CopyTo(marks);
        }
    }

    private static IEnumerable<(string Path, string Value)> Places(MatchAnchor anchor) =>
        anchor.Values.Select(value => (string.Join('/', anchor.Path), value.GetRawText()));
}
