using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Market;

/// <summary>Invents instruments after the pattern of those a protocol lists.</summary>
internal sealed class CatalogueGrowth
{
    private readonly string _protocol;
    private readonly RandomStream _chance;
    private readonly InventedNames _names;

    public CatalogueGrowth(string protocol, ulong seed, IEnumerable<Instrument> listed)
    {
        _protocol = protocol;
        _chance = new RandomStream(seed, $"instruments of {protocol}");
        _names = new InventedNames((int)_chance.Below(int.MaxValue), listed);
    }

    /// <summary>One more of the kind of <paramref name="pattern"/>, at a fifth to five times its price, in proportion.</summary>
    public Instrument Next(Instrument pattern)
    {
        var symbols = _names.Next(pattern);
        var factor = (decimal)(0.2 + (4.8 * _chance.Fraction()));
        return pattern with
        {
            Key = $"{_protocol}:{symbols[NamingKind(symbols)]}",
            Symbols = symbols,
            PreviousClose = Scaled(pattern.PreviousClose),
            Week52High = pattern.Week52High is { } high ? Scaled(high) : null,
            Week52Low = pattern.Week52Low is { } low ? Scaled(low) : null,
            InitialMargin = pattern.InitialMargin is { } initial ? Scaled(initial) : null,
            RequiredMargin = pattern.RequiredMargin is { } required ? Scaled(required) : null,
        };

        decimal Scaled(decimal price) => Math.Max(1, decimal.Round(price * factor / pattern.Tick)) * pattern.Tick;
    }

    private static string NamingKind(Dictionary<string, string> symbols) =>
        InventedNames.NamingKinds.FirstOrDefault(symbols.ContainsKey) ?? symbols.Keys.First();
}
