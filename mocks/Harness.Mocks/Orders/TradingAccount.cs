using Harness.Mocks.Market;

namespace Harness.Mocks.Orders;

/// <summary>Money and positions of somebody who trades.</summary>
internal sealed class TradingAccount
{
    private readonly Dictionary<Listing, Position> _positions = [];
    private readonly Dictionary<string, decimal> _reserved = [];
    private long _orders;

    internal TradingAccount(AccountTerms terms) => Terms = terms;

    public string Id => Terms.Id;

    public AccountTerms Terms { get; }

    /// <summary>One for each listing ever traded, in order of the first fill; closed ones with amount 0.</summary>
    public IReadOnlyCollection<Position> Positions => _positions.Values;

    public decimal FeesPaid { get; private set; }

    /// <summary>What a new order may require, in the account's currency; null for no limit.</summary>
    public decimal? AvailableMargin => Terms is { DepletesMargin: true, Margin: { } margin }
        ? margin - FeesPaid - _reserved.Values.Sum() + _positions.Values.Sum(position => position.RealisedPnl - MarginOf(position))
        : Terms.Margin;

    internal int OpenOrders => _reserved.Count;

    /// <summary>The position in that listing, empty if it was never traded.</summary>
    public Position Position(Listing listing) => _positions.GetValueOrDefault(listing) ?? new Position(listing, 0, 0, 0);

    /// <summary>
    /// What an order would need: nothing for the part that closes a position, the initial margin of a contract or the full price for the rest.
    /// </summary>
    internal decimal RequiredMargin(Listing listing, Side side, decimal amount, decimal price)
    {
        var held = Position(listing).Amount;
        var closes = side == Side.Buy ? Math.Max(0, -held) : Math.Max(0, held);
        var opens = Math.Max(0, amount - closes);
        return listing.Instrument.InitialMargin is { } contract ? opens * contract / listing.Grid.Lot : opens * price;
    }

    internal long NextOrder() => ++_orders;

    internal void Reserve(Order order) => _reserved[order.Id] = order.RequiredMargin * order.Remaining / order.Amount;

    internal void Release(Order order) => _reserved.Remove(order.Id);

    internal Position Add(Order order, Fill fill)
    {
        FeesPaid += fill.Fee;
        return _positions[order.Listing] = Position(order.Listing).After(order.Side, fill.Quantity, fill.Price);
    }

    private static decimal MarginOf(Position position) => position.Listing.Instrument.InitialMargin is { } contract
        ? Math.Abs(position.Amount) * contract / position.Listing.Grid.Lot
        : position.Cost;
}
