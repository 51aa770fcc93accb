using Harness.Mocks.Market;

namespace Harness.Mocks.Tests.Market;

/// <summary>Everything that must hold between the facts of a listing, whenever anybody looks.</summary>
internal sealed class MarketInvariants(Listing listing)
{
    private DateOnly _date;
    private long _trades;
    private decimal _volume;
    private decimal _value;
    private long _lastTradeId;
    private DateTimeOffset _lastTime;

    public void ShouldHold()
    {
        BookShouldBeOrdered();
        DayShouldAddUp();
        CandleShouldLieInTheDay();
        InvestorsShouldAddUp();
        ExtrasShouldAgree();
        NothingShouldGoBack();
    }

    private static void ShouldBeOnGrid(decimal amount, decimal unit) => (amount % unit).ShouldBe(0);

    private void BookShouldBeOrdered()
    {
        var book = listing.Book;
        book.Bids.Count.ShouldBeInRange(1, BookSide.Depth);
        book.Asks.Count.ShouldBeInRange(1, BookSide.Depth);
        book.Bids.Best.Price.ShouldBeLessThan(book.Asks.Best.Price);
        book.Bids.Select(level => level.Price).ShouldBe(book.Bids.Select(level => level.Price).Distinct().OrderDescending());
        book.Asks.Select(level => level.Price).ShouldBe(book.Asks.Select(level => level.Price).Distinct().Order());
        foreach (var level in book.Bids.Concat(book.Asks))
        {
            level.Price.ShouldBeGreaterThan(0);
            level.Quantity.ShouldBeGreaterThan(0);
            level.Orders.ShouldBeGreaterThan(0);
            ((decimal)level.Orders).ShouldBeLessThanOrEqualTo(level.Quantity / listing.Instrument.Lot);
            ShouldBeOnGrid(level.Price, listing.Instrument.Tick);
            ShouldBeOnGrid(level.Quantity, listing.Instrument.Lot);
            ShouldBeAllowed(level.Price);
        }
    }

    private void DayShouldAddUp()
    {
        var day = listing.Day;
        day.TradeCount.ShouldBeGreaterThan(0);
        foreach (var price in new[] { day.Open, day.Last, day.ClosingPrice })
        {
            price.ShouldBeInRange(day.Low, day.High);
            ShouldBeOnGrid(price, listing.Instrument.Tick);
        }

        ShouldBeAllowed(day.Low);
        ShouldBeAllowed(day.High);
        ShouldBeOnGrid(day.Volume, listing.Instrument.Lot);
        day.Value.ShouldBeInRange(day.Low * day.Volume, day.High * day.Volume);
        day.Last.ShouldBe(listing.LastTrade.Price);
        day.Date.ShouldBe(listing.Hours.Day(listing.UpdatedAt));
    }

    private void CandleShouldLieInTheDay()
    {
        var (day, candle) = (listing.Day, listing.Candle);
        candle.Low.ShouldBeGreaterThanOrEqualTo(day.Low);
        candle.High.ShouldBeLessThanOrEqualTo(day.High);
        candle.Open.ShouldBeInRange(candle.Low, candle.High);
        candle.Close.ShouldBe(day.Last);
        candle.Volume.ShouldBeInRange(listing.LastTrade.Quantity, day.Volume);
        candle.TradeCount.ShouldBeInRange(1, day.TradeCount);
        (listing.LastTrade.Time - candle.Start).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
    }

    private void InvestorsShouldAddUp()
    {
        var (day, who) = (listing.Day, listing.Investors);
        (who.BuyCountIndividual + who.BuyCountInstitution).ShouldBe(day.TradeCount);
        (who.SellCountIndividual + who.SellCountInstitution).ShouldBe(day.TradeCount);
        (who.BuyVolumeIndividual + who.BuyVolumeInstitution).ShouldBe(day.Volume);
        (who.SellVolumeIndividual + who.SellVolumeInstitution).ShouldBe(day.Volume);
    }

    private void ExtrasShouldAgree()
    {
        var year = listing.Year;
        year.High.ShouldBeGreaterThanOrEqualTo(listing.Day.High);
        year.Low.ShouldBeLessThanOrEqualTo(listing.Day.Low);
        year.HighDate.ShouldBeLessThanOrEqualTo(listing.Day.Date);
        year.LowDate.ShouldBeLessThanOrEqualTo(listing.Day.Date);
        if (year.IsNewHigh) year.HighDate.ShouldBe(listing.Day.Date);
        if (year.IsNewLow) year.LowDate.ShouldBe(listing.Day.Date);
        listing.OpenInterest?.Contracts.ShouldBeGreaterThanOrEqualTo(0);
        if (listing.Fund is not { } fund) return;

        fund.MarketCapitalisation.ShouldBe(fund.Nav * fund.Units);
        fund.Nav.ShouldBeGreaterThan(0);
        fund.AsOf.ShouldBeLessThanOrEqualTo(listing.UpdatedAt);
    }

    private void NothingShouldGoBack()
    {
        var day = listing.Day;
        if (day.Date == _date)
        {
            day.TradeCount.ShouldBeGreaterThanOrEqualTo(_trades);
            day.Volume.ShouldBeGreaterThanOrEqualTo(_volume);
            day.Value.ShouldBeGreaterThanOrEqualTo(_value);
        }

        day.Date.ShouldBeGreaterThanOrEqualTo(_date);
        listing.LastTrade.Id.ShouldBeGreaterThanOrEqualTo(_lastTradeId);
        listing.UpdatedAt.ShouldBeGreaterThanOrEqualTo(_lastTime);
        listing.LastTrade.Time.ShouldBeLessThanOrEqualTo(listing.UpdatedAt);
        (_date, _trades, _volume, _value) = (day.Date, day.TradeCount, day.Volume, day.Value);
        (_lastTradeId, _lastTime) = (listing.LastTrade.Id, listing.UpdatedAt);
    }

    private void ShouldBeAllowed(decimal price)
    {
        if (listing.AllowedRange is { } range) price.ShouldBeInRange(range.Low, range.High);
    }
}
