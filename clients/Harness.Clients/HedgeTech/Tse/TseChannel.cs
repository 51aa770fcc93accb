namespace Harness.Clients.HedgeTech.Tse;

/// <summary>The channels of section 6. A channel is its name: one that is not listed here can be subscribed to as well.</summary>
public static class TseChannel
{
    /// <summary>Best buy and sell levels: <see cref="Payloads.BestLimit"/>.</summary>
    public const string BestLimit = "best-limit";

    /// <summary>The whole book: <see cref="Payloads.OrderBook"/>.</summary>
    public const string OrderBook = "order-book";

    /// <summary>The last one-minute candle: <see cref="Payloads.Ohlcv"/>.</summary>
    public const string OhlcvLast1m = "ohlcv-last-1m";

    /// <summary>The day so far: <see cref="Payloads.Aggregate"/>.</summary>
    public const string Aggregate = "aggregate";

    /// <summary>Who trades: <see cref="Payloads.InstitutionalVsIndividual"/>.</summary>
    public const string InstitutionalVsIndividual = "institutional-vs-individual";

    /// <summary>Derivatives only: <see cref="Payloads.ContractInfo"/>.</summary>
    public const string ContractInfo = "contract-info";

    /// <summary>Funds only: <see cref="Payloads.FundInfo"/>.</summary>
    public const string FundInfo = "fund-info";

    /// <summary>All of them, in the document's order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [BestLimit, OrderBook, OhlcvLast1m, Aggregate, InstitutionalVsIndividual, ContractInfo, FundInfo];
}
