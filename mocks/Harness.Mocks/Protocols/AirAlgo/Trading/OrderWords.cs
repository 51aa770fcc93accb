using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Protocols.AirAlgo.Messages;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.AirAlgo.Trading;

/// <summary>The wire's words for an order (Supported Events 4) and the desk's.</summary>
internal static class OrderWords
{
    public static OrderTicket Ticket(PlacedOrder placed, OrderHandling handling) => new()
    {
        Account = placed.Account.Trading,
        Listing = placed.Instrument!.Listing,
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
        Handling = handling,
        MoneyUnit = Paisa.PerRupee,
        Reference = AirAlgoMock.Name,
    };

    /// <summary>An order from outside as a client would have written it.</summary>
    public static OrderPayload Payload(OrderRequest request, AirAlgoInstrument instrument) => new(
        instrument.Token,
        request.Type switch
        {
            OrderType.Limit => "limit",
            OrderType.StopLimit => "sl",
            OrderType.StopMarket => "slm",
            _ => "market",
        },
        request.Price ?? 0,
        request.Side == Side.Buy ? "B" : "S",
        request.TriggerPrice ?? 0,
        "Day",
        request.Amount,
        Paisa.Of(instrument.Listing.LastTrade.Price));
}
