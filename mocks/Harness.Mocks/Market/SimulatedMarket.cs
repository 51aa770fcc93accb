using System.Diagnostics.CodeAnalysis;
using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Market;

/// <summary>
/// The one market behind every protocol. Each listing is a process of its own with its own chance, so the same seed and the same
/// calls give the same facts, whatever else is listed. It holds no lock and no clock: its owner calls it under one gate, with the time.
/// </summary>
internal sealed class SimulatedMarket
{
    /// <summary>How much of the day has already been traded when a market starts, in steps, so that no protocol starts from nothing.</summary>
    private const int StepsBeforeStart = 20;

    private readonly Dictionary<string, Listing> _byKey;

    /// <param name="catalogue">The instruments of every protocol; those with the same key become one listing.</param>
    /// <param name="start">When the market starts: the date of its first day follows from it.</param>
    /// <exception cref="ArgumentException">An instrument is unusable, or two entries of one key contradict each other.</exception>
    public SimulatedMarket(IEnumerable<Instrument> catalogue, ulong seed, DateTimeOffset start)
    {
        var listings = Catalogue.Merge(catalogue).Select(instrument => new Listing(instrument, seed, start)).ToArray();
        foreach (var listing in listings)
        {
            for (var step = 0; step < StepsBeforeStart; step++) listing.Step(start);
        }

        Listings = listings;
        _byKey = listings.ToDictionary(listing => listing.Key);
    }

    public IReadOnlyList<Listing> Listings { get; }

    /// <summary>The listing of that market key, e.g. <c>nse:RELIANCE</c>, or null.</summary>
    public Listing? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>
    /// Lets one thing happen to one instrument: its quotes move and a trade prints, so that whatever a
    /// protocol tells of it, it tells at the pace of the steps. Where a new day has begun on
    /// its exchange since the last step, the day starts over first. A time before the last one counts as the last one.
    /// </summary>
    /// <returns>What changed.</returns>
    public MarketChange Step(Listing listing, DateTimeOffset now) => listing.Step(now);

    /// <summary>
    /// Moves an instrument to a price: its book stands around it and one lot trades at it. From there it wanders on, and is drawn to
    /// that price until the day ends.
    /// </summary>
    /// <returns>Whether it could be done; if not, <paramref name="error"/> says why, and nothing but a new day can have changed.</returns>
    public bool TrySetPrice(
        Listing listing, decimal price, DateTimeOffset now, out MarketChange change, [NotNullWhen(false)] out string? error)
    {
        change = listing.Begin(now);
        error = PriceCheck.Error(listing, price, out var ticks);
        if (error is not null) return false;

        change |= listing.MoveTo(ticks);
        return true;
    }
}
