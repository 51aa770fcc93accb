namespace Harness.Mocks.Orders;

/// <summary>One execution of a part of an order, or of all of it.</summary>
/// <param name="Fee">Charged for this fill, in the account's currency.</param>
/// <param name="TradeId">The trade that it printed on the market.</param>
/// <param name="Time">UTC.</param>
internal sealed record Fill(decimal Quantity, decimal Price, decimal Fee, long TradeId, DateTimeOffset Time);
