using Harness.Fixtures.Catalog;
using Harness.Mocks.Orders;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.Virtuoso;

/// <summary>Where orders enter: the document has no message that places one.</summary>
internal sealed class VirtuosoOrders(VirtuosoMock mock, IReadOnlyList<Account> accounts) : IOrderEntry
{
    public Order? Place(OrderRequest request, out string? error)
    {
        error = null;
        var account = request.Account is null ? accounts[0] : accounts.FirstOrDefault(one => one.Role == request.Account || one.ApiKey == request.Account);
        if (account is null)
        {
            error = $"account '{request.Account}': expected one of {string.Join(", ", accounts.Select(one => one.ApiKey))}";
            return null;
        }

        if (account.Is("read-only"))
        {
            error = $"account '{request.Account}' may only read; it cannot have orders";
            return null;
        }

        var parts = request.Instrument.Split(':', 2);
        var (exchange, symbol) = parts.Length == 2 ? (parts[0], parts[1]) : (mock.Exchanges.First(), request.Instrument);
        if (mock.Find(exchange, symbol) is not { } at)
        {
            error = $"instrument '{request.Instrument}': expected exchange:symbol, such as binance:BTCUSDT";
            return null;
        }

        var world = mock.World;
        var listeners = world.Connections.All.Where(connection => connection.Protocol == mock && connection.Credential == account.ApiKey).ToList();
        var placed = world.Intake.Place(
            new OrderTicket
            {
                Account = mock.TradingAccount(account),
                Listing = at.Listing,
                Side = request.Side,
                Type = request.Type,
                Amount = request.Amount,
                Price = request.Price,
                TriggerPrice = request.TriggerPrice,
                Handling = request.Handling,
                Reference = mock.Slug,
            },
            listeners.Count > 0 ? listeners[0].SessionKey.Word : $"account {account.Role}",
            listeners);
        error = placed.Error;
        return placed.Order;
    }
}
