using System.Text;
using System.Text.Json;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>A member that a message must have.</summary>
internal sealed class Member
{
    /// <param name="name">Its name.</param>
    /// <param name="kind">The kind of its value.</param>
    /// <param name="missing">The clause that asks for it.</param>
    /// <param name="wrong">The clause that says of which kind it is; the same where none is given.</param>
    /// <param name="orNull">null will do as well.</param>
    public Member(string name, JsonValueKind kind, string missing, string? wrong = null, bool orNull = false)
    {
        Name = name;
        Utf8 = Encoding.UTF8.GetBytes(name);
        Kind = kind;
        Missing = missing;
        Wrong = wrong ?? missing;
        OrNull = orNull;
    }

    public string Name { get; }

    public byte[] Utf8 { get; }

    public JsonValueKind Kind { get; }

    public string Missing { get; }

    public string Wrong { get; }

    public bool OrNull { get; }
}
