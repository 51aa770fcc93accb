using FsCheck;
using FsCheck.Fluent;
using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Tests.Hours;

/// <summary>What clients of one protocol may do, right and wrong, in an hour that FsCheck makes up and makes shorter when it fails.</summary>
internal abstract class Hour
{
    /// <summary>One every five seconds.</summary>
    public const int Deeds = 720;

    public const int Clients = 4;

    public abstract string Slug { get; }

    /// <summary>Messages a second of every instrument: enough to trade, little enough for a test.</summary>
    public virtual double Rate => 0.05;

    /// <summary>What one client may do.</summary>
    public abstract Gen<Deed> Deed(int client);

    /// <summary>Where a client connects that has not chosen.</summary>
    public abstract string Target(int client);

    /// <summary>Headers of a handshake for that target.</summary>
    public virtual Task<(string Name, string Value)[]> HeadersAsync(HourPlay play, string target) => Task.FromResult<(string, string)[]>([]);

    /// <summary>The text as it is sent, with what is only known now in the place of <c>{…}</c>.</summary>
    public virtual Task<string> SpellAsync(HourPlay play, string text) => Task.FromResult(text);

    /// <summary>What a well-bred client says to a message by itself, or null.</summary>
    public virtual string? Reply(string message) => null;

    /// <summary>A whole hour; the shrinker leaves out halves, quarters and single deeds.</summary>
    public Arbitrary<Deed[]> Plans() => Arb.From(Gen.ArrayOf(Gen.Choose(0, Clients - 1).SelectMany(Deed), Deeds), Shorter);

    public override string ToString() => Slug;

    protected Protocol Protocol => ProtocolCatalog.Embedded.Find(Slug)!;

    /// <summary>A few of these, in any order, repeated or not.</summary>
    protected static Gen<string[]> Some(params string[] words) => Gen.Choose(1, 5).SelectMany(count => Gen.ArrayOf(Gen.Elements(words), count));

    private static IEnumerable<Deed[]> Shorter(Deed[] plan)
    {
        for (var block = plan.Length / 2; block > 0; block /= 2)
        {
            for (var start = 0; start < plan.Length; start += block) yield return [.. plan[..start], .. plan[Math.Min(plan.Length, start + block)..]];
        }
    }
}
