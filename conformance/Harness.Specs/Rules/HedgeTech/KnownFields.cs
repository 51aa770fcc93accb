using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Harness.Specs.Rules.HedgeTech;

/// <summary>The fields that a document shows in one object; what a message has beyond them is surplus.</summary>
internal sealed class KnownFields
{
    private readonly byte[][] _names;
    private readonly string _list;

    public KnownFields(params string[] names)
    {
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        _list = string.Join(", ", names);
    }

    /// <summary>Adds the first field beyond the known ones, and the first repeated one; nothing is allocated where there is neither.</summary>
    public void Inspect(JsonElement parent, string where, ref SurplusFields surplus)
    {
        if (parent.ValueKind != JsonValueKind.Object) return;
        var seen = 0u;
        foreach (var member in parent.EnumerateObject())
        {
            var index = IndexOf(member);
            if (index < 0) surplus.Unknown ??= new SurplusField(where, Short(member.Name), _list);
            else if ((seen & (1u << index)) != 0) surplus.Repeated ??= new SurplusField(where, Short(member.Name), "");
            else seen |= 1u << index;
        }
    }

    private int IndexOf(JsonProperty member)
    {
        var name = JsonMarshal.GetRawUtf8PropertyName(member);
        for (var i = 0; i < _names.Length; i++)
        {
            if (name.SequenceEqual(_names[i])) return i;
        }

        return name.Contains((byte)'\\') ? IndexOfEscaped(member) : -1;
    }

    /// <summary>A name written with escapes compares only after they are read.</summary>
    private int IndexOfEscaped(JsonProperty member)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            if (member.NameEquals(_names[i])) return i;
        }

        return -1;
    }

    private static string Short(string name) => name.Length <= 40 ? name : name[..40] + "…";
}

/// <summary>A field that should not be where it is.</summary>
/// <param name="Where">The object that has it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Known">The names that are documented there.</param>
internal sealed record SurplusField(string Where, string Name, string Known);

/// <summary>The first of each kind in a message.</summary>
internal struct SurplusFields
{
    public SurplusField? Unknown;
    public SurplusField? Repeated;
}
