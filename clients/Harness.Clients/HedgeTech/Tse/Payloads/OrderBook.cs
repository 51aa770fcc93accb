using System.Text.Json.Serialization;

namespace Harness.Clients.HedgeTech.Tse.Payloads;

/// <summary>Section 6.2: the whole book by price.</summary>
/// <param name="Buy">Bids, highest first.</param>
/// <param name="Sell">Offers, lowest first.</param>
public sealed record OrderBook(
    [property: JsonPropertyName("Buy")] IReadOnlyList<OrderBookLevel> Buy,
    [property: JsonPropertyName("Sell")] IReadOnlyList<OrderBookLevel> Sell) : TsePayload;

/// <summary>All orders at one price.</summary>
/// <param name="Price">The price.</param>
/// <param name="Quantity">Their quantity.</param>
/// <param name="Count">How many they are.</param>
public sealed record OrderBookLevel(decimal Price, long Quantity, long Count);
