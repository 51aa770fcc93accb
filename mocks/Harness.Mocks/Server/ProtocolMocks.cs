using Harness.Fixtures.Catalog;
using Harness.Mocks.Protocols.AirAlgo;
using Harness.Mocks.Protocols.HedgeTech;
using Harness.Mocks.Protocols.Odin;
using Harness.Mocks.Protocols.Virtuoso;

namespace Harness.Mocks.Server;

/// <summary>Which protocols there are mocks for: the one list that a new protocol adds a line to.</summary>
internal static class ProtocolMocks
{
    private static readonly Dictionary<string, Func<ProtocolSetting, IProtocolMock>> Makers = new()
    {
        ["ht-tse"] = HedgeTechMocks.Tse,
        ["ht-ime"] = HedgeTechMocks.Ime,
        ["odin"] = setting => new OdinMock(setting),
        ["airalgo"] = setting => new AirAlgoMock(setting),
        ["virtuoso"] = setting => new VirtuosoMock(setting),
    };

    /// <summary>Slugs in the catalogue's order.</summary>
    public static IReadOnlyList<string> Slugs { get; } = [.. ProtocolCatalog.Embedded.Protocols.Select(protocol => protocol.Slug).Where(Makers.ContainsKey)];

    public static IProtocolMock Make(ProtocolSetting setting) => Makers[setting.Protocol.Slug](setting);
}

/// <summary>What a protocol's mock is made from.</summary>
/// <param name="Instruments">The protocol's instruments, grown ones included.</param>
/// <param name="Shared">Parts that several protocols of one server share, by type: the first that needs one makes it.</param>
internal sealed record ProtocolSetting(World World, Protocol Protocol, IReadOnlyList<Instrument> Instruments, MockServerOptions Options, Dictionary<Type, object> Shared)
{
    /// <summary>The protocol's accounts, with the credentials that the options give to a role instead of its own.</summary>
    public IReadOnlyList<Account> Accounts { get; } = [.. Protocol.Accounts.Select(account => Options.Accounts.TryGetValue(account.Role, out var given) ? given with { Traits = account.Traits, Margin = account.Margin } : account)];

    /// <summary>The listings by one kind of the protocol's identifiers; an instrument without that kind is left out.</summary>
    public IReadOnlyDictionary<string, Market.Listing> ListingsBy(string symbol)
    {
        var listings = new Dictionary<string, Market.Listing>();
        foreach (var instrument in Instruments)
        {
            if (instrument.Symbols.TryGetValue(symbol, out var identifier)) listings.TryAdd(identifier, World.Market.Find(instrument.Key)!);
        }

        return listings;
    }

    public T Share<T>(Func<T> make)
        where T : class
    {
        if (Shared.TryGetValue(typeof(T), out var shared)) return (T)shared;
        var made = make();
        Shared.Add(typeof(T), made);
        return made;
    }
}
