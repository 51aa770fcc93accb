using System.Globalization;
using Harness.Mocks.Orders;
using Harness.Mocks.Protocols.AirAlgo.Messages;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.AirAlgo.Trading;

/// <summary>
/// Hands orders to the desk and tells their owners what becomes of them. A response goes to the connection that placed the order; if that has
/// left, to the one that joined the same topic last.
/// </summary>
internal sealed class OrderRoom : IOrderObserver, IOrderEntry
{
    private readonly World _world;
    private readonly OrderNames _names;
    private readonly InstrumentList _instruments;
    private readonly Dictionary<TradingAccount, AirAlgoAccount> _accounts;
    private readonly Dictionary<string, PlacedOrder> _open = [];
    private readonly List<ApiChannel> _channels = [];
    private readonly PhoenixWriter _writer = new();
    private PlacedOrder? _placing;
    private long _number;

    public OrderRoom(ProtocolSetting setting, IReadOnlyList<AirAlgoAccount> accounts, InstrumentList instruments)
    {
        var world = setting.World;
        _world = world;
        _names = new OrderNames(setting);
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
        if (OrderCheck.Problem(payload, instrument) is { } problem) Tell(placed, ResponseState.Rejected(_world.Now, problem));
        else Place(placed, OrderHandling.NextTick, channel.Connection.SessionKey.Word, [channel.Connection]);
    }

    /// <summary>Places an order from outside the wire. Money in paisa, as on the wire.</summary>
    public Order? Place(OrderRequest request, out OrderRefusal? refusal)
    {
        if (_names.Account(request.Account, out refusal) is not { } named || _names.Instrument(request.Instrument, out refusal) is not { } listed) return null;

        var account = _accounts.Values.First(one => one.Role == named.Role);
        var instrument = _instruments.Find(_world.Market.Find(listed.Key)!)!;
        var listeners = _channels.Where(channel => channel.Account == account).Select(channel => channel.Connection).ToList();
        return Place(
            Number(OrderWords.Payload(request, instrument), account, instrument, null),
            request.Handling == OrderHandling.Scripted ? OrderHandling.Scripted : OrderHandling.NextTick,
            listeners.Count > 0 ? listeners[0].SessionKey.Word : $"account {account.Role}",
            listeners).Order;
    }

    public void OnOrder(OrderEvent happened)
    {
        var order = happened.Order;
        if (order.Ticket.Reference != AirAlgoMock.Name || Known(order) is not { } placed || State(happened) is not { } state) return;
        if (order.IsTerminal && _open.Remove(order.Id)) _world.Feed.Release();
        Tell(placed, state);
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

    private OrderResult Place(PlacedOrder placed, OrderHandling handling, string sessionKey, IReadOnlyList<MockConnection> connections)
    {
        var former = _placing;
        _placing = placed;
        var result = _world.Intake.Place(OrderWords.Ticket(placed, handling), sessionKey, connections);
        if (_placing is not null && result.Order is { IsTerminal: false } order) Bind(order, placed);
        _placing = former;
        return result;
    }

    /// <summary>
    /// What was placed as that order. The desk may tell of an order before it answers with the order's id: the first word of an unknown one is
    /// about the one that is being placed.
    /// </summary>
    private PlacedOrder? Known(Order order)
    {
        if (_open.TryGetValue(order.Id, out var known) || _placing is not { } placing) return known;
        _placing = null;
        Bind(order, placing);
        return placing;
    }

    /// <summary>Remembers an order, and keeps the market moving until it is finished.</summary>
    private void Bind(Order order, PlacedOrder placed)
    {
        _open.Add(order.Id, placed);
        _world.Feed.Hold();
    }

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
