using System.Globalization;

namespace Harness.Mocks.Market;

/// <summary>Whether an instrument could trade at a price that somebody outside asks for.</summary>
internal static class PriceCheck
{
    /// <returns>Null, or what is wrong with the price.</returns>
    public static string? Error(Listing listing, decimal price, out long ticks)
    {
        if (!listing.Grid.TryTicks(price, out ticks))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"price {price} of {listing.Key}: expected a positive multiple of its tick {listing.Grid.Tick}");
        }

        if (listing.Allows(ticks)) return null;

        return string.Create(
            CultureInfo.InvariantCulture,
            $"price {price} of {listing.Key}: expected {listing.AllowedRange?.Low} to {listing.AllowedRange?.High}, its allowed range of today");
    }
}
