using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Market;

/// <summary>Brings the protocols' instrument lists together, and makes them longer.</summary>
internal static class Catalogue
{
    /// <summary>
    /// One instrument for each key, in order of first appearance. What only one entry knows (a margin, an average volume) is kept;
    /// <see cref="Instrument.Symbols"/> are those of the first entry, since each protocol keeps its own names.
    /// </summary>
    /// <exception cref="ArgumentException">Two entries of one key contradict each other.</exception>
    public static IReadOnlyList<Instrument> Merge(IEnumerable<Instrument> catalogue) =>
        [.. catalogue.GroupBy(instrument => instrument.Key).Select(entries => entries.Aggregate(Merge))];

    /// <summary>
    /// A protocol's instruments and invented ones after their pattern, <paramref name="count"/> in all; the list itself if it is as long already.
    /// The same seed gives the same list, and a longer list begins with the shorter one.
    /// </summary>
    /// <param name="protocol">The slug; it begins the new keys, so that two protocols never invent the same instrument.</param>
    public static IReadOnlyList<Instrument> Grow(string protocol, IReadOnlyList<Instrument> listed, int count, ulong seed)
    {
        if (listed.Count == 0 || count <= listed.Count) return listed;

        var growth = new CatalogueGrowth(protocol, seed, listed);
        var grown = new List<Instrument>(count);
        grown.AddRange(listed);
        while (grown.Count < count) grown.Add(growth.Next(listed[grown.Count % listed.Count]));

        return grown;
    }

    private static Instrument Merge(Instrument one, Instrument other)
    {
        Same("kind", one.Kind, other.Kind);
        Same("currency", one.Currency, other.Currency);
        Same("tick", one.Tick, other.Tick);
        Same("lot", one.Lot, other.Lot);
        Same("previous close", one.PreviousClose, other.PreviousClose);
        Same("hours", one.Hours, other.Hours);
        return one with
        {
            BandPercent = Known("band", one.BandPercent, other.BandPercent),
            Week52High = Known("52-week high", one.Week52High, other.Week52High),
            Week52Low = Known("52-week low", one.Week52Low, other.Week52Low),
            AverageVolume = Known("average volume", one.AverageVolume, other.AverageVolume),
            Units = Known("units", one.Units, other.Units),
            OpenInterest = Known("open interest", one.OpenInterest, other.OpenInterest),
            InitialMargin = Known("initial margin", one.InitialMargin, other.InitialMargin),
            RequiredMargin = Known("required margin", one.RequiredMargin, other.RequiredMargin),
        };

        T? Known<T>(string fact, T? first, T? second)
            where T : struct
        {
            if (first is { } a && second is { } b) Same(fact, a, b);
            return first ?? second;
        }

        void Same<T>(string fact, T first, T second)
        {
            if (EqualityComparer<T>.Default.Equals(first, second)) return;

            throw new ArgumentException(
                $"Instrument '{one.Key}' is listed twice with a different {fact}: {first} and {second}. " +
                "Entries with one key are one instrument; make them agree or give one another key.", nameof(other));
        }
    }
}
