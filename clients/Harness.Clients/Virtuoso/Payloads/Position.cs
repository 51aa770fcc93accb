namespace Harness.Clients.Virtuoso.Payloads;

/// <summary>Positions Channel: the state of one position.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Timestamp">When this was so.</param>
/// <param name="Type"><c>spot</c>, or another kind.</param>
/// <param name="Side"><c>long</c> or <c>short</c>.</param>
/// <param name="Amount">What is held.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="AveragePrice">Cost ÷ amount.</param>
/// <param name="UnrealizedPnl">What closing it now would bring, in the quote currency.</param>
/// <param name="UnrealizedPnlPercentage">The same in percent of the cost.</param>
/// <param name="LiquidationPrice">Where it is liquidated; null on spot.</param>
/// <param name="StopLoss">Where it is closed with a loss; null for nowhere.</param>
/// <param name="TakeProfit">Where it is closed with a profit; null for nowhere.</param>
/// <param name="TrailingStop">The distance of its trailing stop; null for none.</param>
public sealed record Position(
    string Symbol,
    string Exchange,
    DateTimeOffset Timestamp,
    string Type,
    string Side,
    decimal Amount,
    decimal Cost,
    decimal AveragePrice,
    decimal UnrealizedPnl,
    decimal UnrealizedPnlPercentage,
    decimal? LiquidationPrice,
    decimal? StopLoss,
    decimal? TakeProfit,
    decimal? TrailingStop) : VirtuosoPayload;
