using System.Text.Json.Serialization;

namespace Harness.Clients.HedgeTech.Ime.Payloads;

/// <summary>Section 8.1: the best levels, best first.</summary>
/// <param name="Levels">Ordered by <see cref="BestLimitLevel.Level"/>.</param>
public sealed record BestLimit(IReadOnlyList<BestLimitLevel> Levels);

/// <summary>One level: what is bid and what is offered there. This exchange sends no counts of orders.</summary>
/// <param name="BuyQuantity">Quantity bid.</param>
/// <param name="BuyPrice">At this price; 0 where there is none.</param>
/// <param name="SellQuantity">Quantity offered.</param>
/// <param name="SellPrice">At this price; 0 where there is none.</param>
public sealed record BestLimitLevel(long BuyQuantity, decimal BuyPrice, long SellQuantity, decimal SellPrice)
{
    /// <summary>The level's number, from 1: the member name in the JSON.</summary>
    [JsonIgnore]
    public int Level { get; init; }
}
