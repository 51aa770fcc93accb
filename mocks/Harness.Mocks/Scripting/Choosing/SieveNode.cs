using System.Text;
using System.Text.Json;

namespace Harness.Mocks.Scripting.Choosing;

/// <summary>What rules want to find at one place of a message: members below it, or one of some texts and numbers.</summary>
internal sealed class SieveNode
{
    private const int LongestOnStack = 512;

    private readonly Dictionary<byte[], SieveNode> _members = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], List<int>> _texts = new(Utf8Comparer.Instance);
    private readonly Dictionary<double, List<int>> _numbers = [];

    public SieveNode Member(string name)
    {
        var key = Encoding.UTF8.GetBytes(name);
        if (_members.TryGetValue(key, out var known)) return known;
        return _members[key] = new SieveNode();
    }

    /// <summary>A rule that can only match with this value here.</summary>
    public void Expect(JsonElement value, int rule)
    {
        // Equal numbers have equal nearest doubles; two that share one are told apart by the rule itself.
        if (value.ValueKind == JsonValueKind.Number) Add(_numbers, value.GetDouble(), rule);
        else Add(_texts, Encoding.UTF8.GetBytes(value.GetString()!), rule);
    }

    /// <summary>Marks the rules whose value stands in the object that the reader has just entered.</summary>
    /// <param name="reader">Stands at the object's end afterwards, or anywhere in it where nothing more was to be found.</param>
    /// <param name="marks">Gets the marks.</param>
    /// <param name="mayStop">Whether nobody reads on, and no key stands there twice.</param>
    public void Walk(ref Utf8JsonReader reader, Span<ulong> marks, bool mayStop)
    {
        var left = _members.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKnown = TryFind(ref reader, _members, out var member);
            reader.Read();
            if (!isKnown)
            {
                reader.Skip();
                continue;
            }

            member!.Meet(ref reader, marks);
            if (--left == 0 && mayStop) return;
        }
    }

    private void Meet(ref Utf8JsonReader reader, Span<ulong> marks)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when _members.Count > 0:
                Walk(ref reader, marks, mayStop: false);
                break;
            case JsonTokenType.String when _texts.Count > 0:
                if (TryFind(ref reader, _texts, out var byText)) Mark(marks, byText!);
                break;
            case JsonTokenType.Number when _numbers.Count > 0:
                if (_numbers.TryGetValue(reader.GetDouble(), out var byNumber)) Mark(marks, byNumber);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    /// <summary>Looks up the text that the reader stands on.</summary>
    private static bool TryFind<T>(ref Utf8JsonReader reader, Dictionary<byte[], T> among, out T? found)
    {
        var lookup = among.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!reader.ValueIsEscaped) return lookup.TryGetValue(reader.ValueSpan, out found);
        Span<byte> room = reader.ValueSpan.Length <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[reader.ValueSpan.Length];
        return lookup.TryGetValue(room[..reader.CopyString(room)], out found);
    }

    private static void Mark(Span<ulong> marks, List<int> rules)
    {
        foreach (var rule in rules) RuleMarks.Set(marks, rule);
    }

    private static void Add<TKey>(Dictionary<TKey, List<int>> into, TKey key, int rule)
        where TKey : notnull
    {
        if (into.TryGetValue(key, out var rules)) rules.Add(rule);
        else into[key] = [rule];
    }
}
