using System.Globalization;
using Bogus;
using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Market;

/// <summary>
/// Plausible identifiers for instruments that do not exist, each unique among its kind and shaped like the pattern's: an ISIN of the same class,
/// a contract name with a month, a pair that ends in the currency, a Persian name where the pattern has one.
/// </summary>
internal sealed class InventedNames
{
    private const int Letters = 26;

    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private readonly Faker _english;
    private readonly Faker _persian;
    private readonly HashSet<(string Kind, string Value)> _taken;

    public InventedNames(int seed, IEnumerable<Instrument> listed)
    {
        _english = new Faker("en") { Random = new Randomizer(seed) };
        _persian = new Faker("fa") { Random = new Randomizer(seed) };
        _taken = [.. listed.SelectMany(instrument => instrument.Symbols.Select(symbol => (symbol.Key, symbol.Value)))];
    }

    /// <summary>The kinds of identifier that name an instrument to people, the best first.</summary>
    public static IReadOnlyList<string> NamingKinds { get; } = ["symbol", "isin", "name"];

    public Dictionary<string, string> Next(Instrument pattern)
    {
        var code = Code();
        return pattern.Symbols.ToDictionary(symbol => symbol.Key, symbol => symbol.Key switch
        {
            "exchange" => symbol.Value,
            "isin" => Unique(symbol.Key, () => string.Concat(symbol.Value.AsSpan(0, Math.Min(4, symbol.Value.Length)), FourLetters(), "0001")),
            "id" or "token" => Unique(symbol.Key, () => Number(10_000, 9_999_999)),
            _ => Unique(symbol.Key, () => Named(symbol.Value, pattern.Currency, code)),
        });
    }

    private string Named(string pattern, string currency, string code)
    {
        if (pattern.Any(c => c > '\x7f')) return $"{_persian.Name.LastName()}{Number(1, 99)}";
        if (pattern.Contains('-')) return $"{code}-{_english.PickRandom(Months)}";
        return pattern.EndsWith(currency, StringComparison.Ordinal) ? $"{FourLetters()}{currency}" : code;
    }

    /// <summary>The letters of an invented company's name, as an exchange would shorten it.</summary>
    private string Code()
    {
        var letters = string.Concat(_english.Company.CompanyName().Where(char.IsAsciiLetter)).ToUpperInvariant();
        return letters[..Math.Min(10, letters.Length)];
    }

    private string FourLetters() => string.Create(4, _english.Random, static (span, random) =>
    {
        foreach (ref var c in span) c = (char)('A' + random.Number(Letters - 1));
    });

    private string Number(int low, int high) => _english.Random.Number(low, high).ToString(CultureInfo.InvariantCulture);

    /// <summary>Tries anew while a name is taken, and numbers it when luck runs out.</summary>
    private string Unique(string kind, Func<string> invent)
    {
        const int Tries = 4;
        var name = invent();
        for (var tries = 1; tries < Tries && _taken.Contains((kind, name)); tries++) name = invent();

        var unique = name;
        for (var number = 2; !_taken.Add((kind, unique)); number++) unique = name + number.ToString(CultureInfo.InvariantCulture);

        return unique;
    }
}
