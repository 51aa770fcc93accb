using System.Globalization;
using Harness.Mocks.Market;

namespace Harness.Mocks.Orders;

/// <summary>The trade that a script asks for, once it is known to be possible.</summary>
internal readonly record struct ScriptedFill(long Ticks, long Lots)
{
    /// <returns>Null, or why it is impossible.</returns>
    public static string? Error(Order order, decimal? quantity, decimal? price, out ScriptedFill fill)
    {
        fill = default;
        var listing = order.Listing;
        var asked = quantity ?? order.Remaining;
        if (!listing.Grid.TryLots(asked, out var lots))
        {
            return Text($"quantity {asked}: expected a positive multiple of {listing.Grid.Lot}, the lot of {listing.Key}");
        }

        if (asked > order.Remaining) return Text($"quantity {asked}: only {order.Remaining} of {order.Amount} remains");

        var limit = OrderMatching.LimitTicks(order);
        var ticks = limit is { } own && listing.Allows(own) ? own : listing.Book.Against(order.Side).BestTicks;
        if (price is { } named && PriceCheck.Error(listing, named, out ticks) is { } error) return error;

        if (limit is { } worst && (order.Side == Side.Buy ? ticks > worst : ticks < worst))
        {
            return Text($"price {listing.Grid.Price(ticks)}: worse than the order's limit {order.Price}");
        }

        fill = new ScriptedFill(ticks, lots);
        return null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
