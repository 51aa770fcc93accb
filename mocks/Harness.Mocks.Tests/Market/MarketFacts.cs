using System.Globalization;
using Harness.Mocks.Market;

namespace Harness.Mocks.Tests.Market;

/// <summary>Every fact of a listing as one line, so that two markets can be compared.</summary>
internal static class MarketFacts
{
    public static string Line(Listing listing) => string.Create(
        CultureInfo.InvariantCulture,
        $"{listing.Key} {listing.LastTrade} {listing.Candle} {listing.UpdatedAt:O} {listing.AverageVolume} {listing.AllowedRange} " +
        $"{listing.Day.Date} {listing.Day.Open} {listing.Day.High} {listing.Day.Low} {listing.Day.ClosingPrice} {listing.Day.Value} " +
        $"{listing.Year.High} {listing.Year.HighDate} {listing.Year.Low} {listing.Year.LowDate} {listing.Fund?.Nav} " +
        $"{listing.OpenInterest?.Contracts} {listing.OpenInterest?.Change} {listing.Investors.BuyVolumeIndividual} " +
        $"{listing.Investors.SellCountInstitution} {string.Join(' ', listing.Book.Bids)} {string.Join(' ', listing.Book.Asks)}");
}
