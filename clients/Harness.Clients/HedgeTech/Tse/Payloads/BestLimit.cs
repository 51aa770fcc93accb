using System.Text.Json.Serialization;

namespace Harness.Clients.HedgeTech.Tse.Payloads;

/// <summary>Section 6.1: the best levels, best first; fewer when the book is thin.</summary>
/// <param name="Levels">Ordered by <see cref="BestLimitLevel.Level"/>.</param>
public sealed record BestLimit(IReadOnlyList<BestLimitLevel> Levels) : TsePayload;

/// <summary>One level: what is bid and what is offered there.</summary>
/// <param name="BuyOrderCount">Buy orders at this level.</param>
/// <param name="BuyQuantity">Their quantity.</param>
/// <param name="BuyPrice">Their price; 0 where there are none.</param>
/// <param name="SellOrderCount">Sell orders at this level.</param>
/// <param name="SellQuantity">Their quantity.</param>
/// <param name="SellPrice">Their price; 0 where there are none.</param>
public sealed record BestLimitLevel(
    long BuyOrderCount, long BuyQuantity, decimal BuyPrice, long SellOrderCount, long SellQuantity, decimal SellPrice)
{
    /// <summary>The level's number, from 1: the member name in the JSON.</summary>
    [JsonIgnore]
    public int Level { get; init; }
}
