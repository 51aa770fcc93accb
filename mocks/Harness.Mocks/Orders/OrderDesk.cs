using System.Globalization;
using Harness.Mocks.Market;

namespace Harness.Mocks.Orders;

/// <summary>
/// Takes orders, lets the market or a script decide what becomes of them, and keeps the accounts. It holds no lock and no clock: its
/// owner calls it under the gate that guards the market, with the time. Whatever is asked for, the answer is a result, never an exception.
/// </summary>
internal sealed class OrderDesk
{
    /// <summary>Finished orders that are remembered.</summary>
    public const int FinishedOrderLimit = 10_000;

    /// <summary>Orders that one account may have open.</summary>
    public const int OpenOrderLimit = 1_000;

    private readonly Dictionary<string, TradingAccount> _accounts = [];
    private readonly OrderStore _store = new(FinishedOrderLimit);
    private readonly OrderEventQueue _events = new();
    private readonly OrderLedger _ledger;
    private readonly OrderMatching _matching;
    private readonly long _firstId;
    private long _sequence;

    /// <param name="seed">Where the order ids start follows from it.</param>
    public OrderDesk(ulong seed)
    {
        _ledger = new OrderLedger(_store, _events);
        _matching = new OrderMatching(_ledger);
        _firstId = 100_000_000 + new RandomStream(seed, "orders").Below(800_000_000);
    }

    public IReadOnlyCollection<TradingAccount> Accounts => _accounts.Values;

    /// <summary>Open orders and those that were finished last, in order of placement.</summary>
    public IReadOnlyList<Order> Orders => _store.All;

    /// <exception cref="ArgumentException">There is an account of that id already.</exception>
    public TradingAccount OpenAccount(AccountTerms terms)
    {
        var account = new TradingAccount(terms);
        if (!_accounts.TryAdd(terms.Id, account)) throw new ArgumentException($"Account '{terms.Id}' is already open.", nameof(terms));
        return account;
    }

    public TradingAccount? FindAccount(string id) => _accounts.GetValueOrDefault(id);

    public Order? Find(string orderId) => _store.Find(orderId);

    public void Observe(IOrderObserver observer) => _events.Add(observer);

    /// <summary>
    /// Takes an order in. One that cannot be is rejected at once and alone. One that the book decides is acknowledged and matched with what the
    /// book holds now; one for the next tick is acknowledged and waits; a scripted one only waits.
    /// </summary>
    public OrderResult Place(OrderTicket ticket, DateTimeOffset now)
    {
        var change = ticket.Listing.Begin(now);
        var order = NewOrder(ticket);
        if (TicketCheck.Reject(ticket) is { } invalid) return Done(_ledger.Reject(order, invalid), change);

        order = order with { RequiredMargin = TicketCheck.RequiredMargin(ticket), Cost = TicketCheck.Cost(ticket) };
        if (TicketCheck.Reject(order) is { } unaffordable) return Done(_ledger.Reject(order, unaffordable), change);

        _ledger.Receive(order);
        if (order.Handling != OrderHandling.Scripted) order = _ledger.Open(order);
        if (order.Handling == OrderHandling.Book) change |= _matching.Try(order, tradedAt: null);
        return Done(order, change);
    }

    /// <summary>Matches a listing's open orders with its market. Call it after every step and every price that was set.</summary>
    /// <param name="stepped">What the step changed.</param>
    /// <returns>What the matching changed on top of it.</returns>
    public MarketChange Match(Listing listing, MarketChange stepped)
    {
        if (_store.Open(listing) is not { } ids) return MarketChange.None;

        var change = MarketChange.None;
        (long, long)? tradedAt = stepped.HasFlag(MarketChange.Trade) ? (listing.LastTicks, listing.LastLots) : null;
        foreach (var id in ids)
        {
            var order = _store.Find(id)!;
            if (order.Handling != OrderHandling.Scripted) change |= _matching.Try(order, tradedAt);
        }

        _events.Tell();
        return change;
    }

    /// <summary>Hands an open order to the script, or back to the market, which acknowledges it and looks at it after the next step.</summary>
    public OrderResult Handle(string orderId, OrderHandling handling, DateTimeOffset now) => Steer("hand over", orderId, now, order =>
    {
        var handled = _ledger.Keep(order with { Handling = handling });
        if (handling != OrderHandling.Scripted) _ledger.Open(handled);
        return MarketChange.None;
    });

    /// <summary>Does nothing to an order that is acknowledged already.</summary>
    public OrderResult Acknowledge(string orderId, DateTimeOffset now) => Steer("acknowledge", orderId, now, order =>
    {
        _ledger.Open(order);
        return MarketChange.None;
    });

    /// <summary>Cancels what remains. An order that was not acknowledged is so first.</summary>
    public OrderResult Cancel(string orderId, DateTimeOffset now) => Steer("cancel", orderId, now, order =>
    {
        _ledger.Cancel(_ledger.Open(order));
        return MarketChange.None;
    });

    /// <summary>Only an order of which nothing was filled can be rejected.</summary>
    public OrderResult Reject(string orderId, string reason, DateTimeOffset now)
    {
        return Steer("reject", orderId, now, Reject, refuse: order => order.Filled == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{order.Filled} of {order.Amount} is filled; cancel what remains instead"));

        MarketChange Reject(Order order)
        {
            _ledger.Reject(order, new Rejection(RejectionKind.Scripted, reason));
            return MarketChange.None;
        }
    }

    /// <summary>
    /// Fills an order or a part of it, whatever the book says, and prints the trade. It is acknowledged and triggered first where it was not.
    /// </summary>
    /// <param name="quantity">Null for all that remains.</param>
    /// <param name="price">Null for a limit order's own price, and for the best opposite price of any other.</param>
    public OrderResult Fill(string orderId, decimal? quantity, decimal? price, DateTimeOffset now)
    {
        ScriptedFill fill = default;
        return Steer("fill", orderId, now, Fill, refuse: order => ScriptedFill.Error(order, quantity, price, out fill));

        MarketChange Fill(Order order)
        {
            var active = _ledger.Trigger(_ledger.Open(order));
            var change = order.Listing.Print(fill.Ticks, fill.Lots, order.Side);
            _ledger.Fill(active);
            return change;
        }
    }

    /// <summary>Does one thing to an open order, unless it is refused with a reason.</summary>
    private OrderResult Steer(
        string verb, string orderId, DateTimeOffset now, Func<Order, MarketChange> act, Func<Order, string?>? refuse = null)
    {
        if (Find(orderId) is not { } order)
        {
            return new OrderResult(null, $"cannot {verb} order {orderId}: there is no order of that id", MarketChange.None);
        }

        var change = order.Listing.Begin(now);
        var error = order.IsTerminal ? $"it is {order.Status.ToString().ToLowerInvariant()} already" : refuse?.Invoke(order);
        return error is null
            ? Done(order, change | act(order))
            : new OrderResult(order, $"cannot {verb} order {orderId}: {error}", change);
    }

    private OrderResult Done(Order order, MarketChange change)
    {
        var result = new OrderResult(Find(order.Id), Error: null, change);
        _events.Tell();
        return result;
    }

    private Order NewOrder(OrderTicket ticket)
    {
        _sequence++;
        return new Order
        {
            Id = (_firstId + _sequence).ToString(CultureInfo.InvariantCulture),
            Sequence = _sequence,
            AccountSequence = ticket.Account.NextOrder(),
            Ticket = ticket,
            Handling = ticket.Handling,
            PlacedAt = ticket.Listing.UpdatedAt,
            UpdatedAt = ticket.Listing.UpdatedAt,
        };
    }
}
