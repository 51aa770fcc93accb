namespace Harness.Clients.Virtuoso.Payloads;

/// <summary>Orders Channel: the state of one order.</summary>
/// <param name="Id">The order's number.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Timestamp">When this was so.</param>
/// <param name="Type"><c>limit</c>, or another kind.</param>
/// <param name="Side"><c>buy</c> or <c>sell</c>.</param>
/// <param name="Amount">The amount ordered.</param>
/// <param name="Price">The price ordered; null where the kind of order has none.</param>
/// <param name="Cost">Amount × price.</param>
/// <param name="Filled">Filled so far.</param>
/// <param name="Remaining">Not filled yet.</param>
/// <param name="Status"><c>partially_filled</c>; also known are <c>open</c>, <c>filled</c>, <c>canceled</c> and <c>rejected</c>.</param>
/// <param name="Fee">What it cost so far.</param>
public sealed record Order(
    string Id,
    string Symbol,
    string Exchange,
    DateTimeOffset Timestamp,
    string Type,
    string Side,
    decimal Amount,
    decimal? Price,
    decimal? Cost,
    decimal Filled,
    decimal Remaining,
    string Status,
    OrderFee? Fee) : VirtuosoPayload;

/// <summary>The fee of an order.</summary>
/// <param name="Cost">The fee so far.</param>
/// <param name="Currency">Its currency.</param>
/// <param name="Rate">The share of the value that it is.</param>
public sealed record OrderFee(decimal Cost, string Currency, decimal Rate);
