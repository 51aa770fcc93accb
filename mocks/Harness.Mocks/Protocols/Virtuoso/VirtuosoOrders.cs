using Harness.Mocks.Orders;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.Virtuoso;

/// <summary>Where orders enter: the document has no message that places one.</summary>
internal sealed class VirtuosoOrders(VirtuosoMock mock, ProtocolSetting setting) : IOrderEntry
{
    private readonly OrderNames _names = new(setting);

    public Order? Place(OrderRequest request, out OrderRefusal? refusal)
    {
        if (_names.Account(request.Account, out refusal) is not { } account || _names.Instrument(request.Instrument, out refusal) is not { } instrument) return null;

        var world = mock.World;
        var listeners = world.Connections.All.Where(connection => connection.Protocol == mock && connection.Credential == account.ApiKey).ToList();
        return world.Intake.Place(
            new OrderTicket
            {
                Account = mock.TradingAccount(account),
                Listing = world.Market.Find(instrument.Key)!,
                Side = request.Side,
                Type = request.Type,
                Amount = request.Amount,
                Price = request.Price,
                TriggerPrice = request.TriggerPrice,
                Handling = request.Handling,
                Reference = mock.Slug,
            },
            listeners.Count > 0 ? listeners[0].SessionKey.Word : $"account {account.Role}",
            listeners).Order;
    }
}
