using System.Globalization;
using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Protocols.AirAlgo.Messages;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.AirAlgo.Trading;

/// <summary>
/// Hands orders to the desk and tells their owners what becomes of them. A response goes to the connection that placed the order; if that has
/// left, to the one that joined the same topic last.
/// </summary>
internal sealed class OrderRoom : IOrderObserver
{
    private readonly World _world;
    private readonly InstrumentList _instruments;
    private readonly Dictionary<TradingAccount, AirAlgoAccount> _accounts;
    private readonly Dictionary<string, PlacedOrder> _open = [];
    private readonly List<ApiChannel> _channels = [];
    private readonly PhoenixWriter _writer = new();
    private long _number;

    public OrderRoom(World world, IReadOnlyList<AirAlgoAccount> accounts, InstrumentList instruments)
    {
        _world = world;
        _instruments = instruments;
        _accounts = accounts.ToDictionary(account => account.Trading);
        _number = 1_300_000_000_000_000 + world.Seeds.Stream("airalgo.orders").NextInt64(1_000_000);
        world.Desk.Observe(this);
    }

    public void Enter(ApiChannel channel) => _channels.Add(channel);

    public void Leave(ApiChannel channel) => _channels.Remove(channel);

    /// <summary>Takes an order of a client: Pending at once and the market's word later, or Rejected at once and alone.</summary>
    public void Place(ApiChannel channel, OrderPayload payload)
    {
        var instrument = _instruments.Find(payload.TokenNumber);
        var placed = Number(payload, channel.Account, instrument, channel);
        if (OrderCheck.Problem(payload, instrument) is { } problem)
        {
            Tell(placed, ResponseState.Rejected(_world.Now, problem));
            return;
        }

        // The desk tells what becomes of it before it answers: it has to be known by then.
        var reference = Reference(placed);
        _open.Add(reference, placed);
        _world.Feed.Hold();
        var result = _world.Desk.Place(Ticket(placed, instrument!, reference), _world.Now);
        _world.Feed.Publish(instrument!.Listing, result.Change, _world.Now);
    }

    public void OnOrder(OrderEvent happened)
    {
        var order = happened.Order;
        if (!_accounts.ContainsKey(order.Account) || order.Ticket.Reference is not { } reference || !_open.TryGetValue(reference, out var placed)) return;
        if (State(happened) is not { } state) return;
        if (order.IsTerminal)
        {
            _open.Remove(reference);
            _world.Feed.Release();
        }

        Tell(placed, state);
    }

    public void Reset()
    {
        foreach (var order in _world.Desk.Orders.Where(order => !order.IsTerminal && _accounts.ContainsKey(order.Account))) _world.Desk.Cancel(order.Id, _world.Now);
    }

    private static ResponseState? State(OrderEvent happened)
    {
        var order = happened.Order;
        return happened.Kind switch
        {
            OrderEventKind.Opened => ResponseState.Pending(order.UpdatedAt),
            OrderEventKind.Filled => ResponseState.Executed(order.UpdatedAt, Paisa.Of(order.AverageFillPrice!.Value)),
            // As in the document's example, the figure says it and error stays null.
            OrderEventKind.Rejected when order.Rejection!.Kind == RejectionKind.Margin => ResponseState.Rejected(order.UpdatedAt, null, Paisa.Of(order.RequiredMargin)),
            OrderEventKind.Rejected => ResponseState.Rejected(order.UpdatedAt, order.Rejection!.Message),
            OrderEventKind.Canceled => ResponseState.Rejected(order.UpdatedAt, "canceled"),
            // The document has no word for a part.
            _ => null,
        };
    }

    private static OrderTicket Ticket(PlacedOrder placed, AirAlgoInstrument instrument, string reference) => new()
    {
        Account = placed.Account.Trading,
        Listing = instrument.Listing,
        Side = placed.Payload.IsBuy ? Side.Buy : Side.Sell,
        Type = placed.Payload.MarketLimitSl switch
        {
            "limit" => OrderType.Limit,
            "sl" => OrderType.StopLimit,
            "slm" => OrderType.StopMarket,
            _ => OrderType.Market,
        },
        Amount = placed.Payload.Quantity,
        Price = Paisa.ToRupees(placed.Payload.Price),
        TriggerPrice = Paisa.ToRupees(placed.Payload.TriggerPrice),
        Handling = OrderHandling.NextTick,
        Reference = reference,
    };

    private static string Reference(PlacedOrder placed) => string.Create(CultureInfo.InvariantCulture, $"airalgo:{placed.Number}");

    private PlacedOrder Number(OrderPayload payload, AirAlgoAccount account, AirAlgoInstrument? instrument, ApiChannel? channel) =>
        new(++_number, account.NextTransaction(), payload, account, instrument, channel);

    private void Tell(PlacedOrder placed, ResponseState state)
    {
        var channel = placed.Channel is { } own && _channels.Contains(own) ? own : _channels.FindLast(one => one.Account == placed.Account);
        if (channel is null) return;
        if (state.IsRejected) channel.Notice($"order rejected: {state.Error ?? string.Create(CultureInfo.InvariantCulture, $"margin {state.RequiredMargin} paisa is more than the account has")}");
        channel.Send(OrderResponse.Of(_writer, placed, state));
    }
}
