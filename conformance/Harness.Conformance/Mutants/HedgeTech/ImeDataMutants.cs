namespace Harness.Conformance.Mutants.HedgeTech;

/// <summary>Servers of the IME document whose messages are broken, each in one way. Only the second contract's are, so that the stream itself goes on.</summary>
internal static class ImeDataMutants
{
    private const string Range = "AllowedPriceRange: { minAllowedPrice: 220000, maxAllowedPrice: 270000 }";
    private const string Interest = "ContractInfo: { open_interest: 5400, open_interest_changes: 120 }";

    public static IReadOnlyList<ServerMutant> All { get; } =
    [
        Sends("no-json", ["ht-ime.envelope.001"], "{ corrupt: json }"),
        Sets("channel-number", ["ht-ime.envelope.002"], "/channel: 5"),
        Sets("channel-word", ["ht-ime.envelope.010"], "/channel: IME"),
        Sets("identifier-number", ["ht-ime.envelope.004"], "/contractId: 1002"),
        Sets("timestamp-number", ["ht-ime.envelope.005"], "/timestamp: 1780056000"),
        Sets("timestamp-words", ["ht-ime.envelope.007"], "/timestamp: \"29 May 2026, 12:00\""),
        Sets("timestamp-digits", ["ht-ime.envelope.011"], "/timestamp: \"2026-05-29T12:00:00.000Z\""),
        Sets("timestamp-zone", ["ht-ime.envelope.012"], "/timestamp: \"2026-05-29T15:30:00.000000+03:30\""),
        Sends("timestamp-back", ["ht-ime.envelope.013"], "{ replace: { /timestamp: \"2020-01-01T00:00:00.000000Z\" } }", every: 2),
        Sets("another-contract", ["ht-ime.envelope.009"], "/contractId: \"1003\""),
        Sets("section-missing", ["ht-ime.payload.001"], $"/data: {{ BestLimit: {{}}, {Range}, {Interest} }}"),
        Sets("section-array", ["ht-ime.payload.002"], "/data/ContractInfo: [ 5400, 120 ]"),
        Sets("level-word", ["ht-ime.best-limit.001"], "/data/BestLimit/best: { buy_quantity: 0, buy_price: 0, sell_quantity: 0, sell_price: 0 }"),
        Sets("level-field", ["ht-ime.best-limit.002"], "/data/BestLimit/1: { buy_quantity: 1, buy_price: 18000, sell_quantity: 1 }") with { Also = ["ht-ime.best-limit.004", "ht-ime.best-limit.005"] },
        Sets("level-text", ["ht-ime.best-limit.003"], "/data/BestLimit/1/buy_price: \"18000\""),
        Sets("buy-order", ["ht-ime.best-limit.004"], Levels((18000, 18700), (18100, 18800))),
        Sets("sell-order", ["ht-ime.best-limit.005"], Levels((18000, 18800), (17900, 18700))),
        Sets("negative-quantity", ["ht-ime.best-limit.006"], "/data/BestLimit/1/buy_quantity: -1"),
        Sets("crossed", ["ht-ime.best-limit.007"], Levels((18700, 18700), (18600, 18800))),
        Sets("day-field", ["ht-ime.aggregate.001"], "/data/Aggregate: { date: \"2026-03-02\" }"),
        Sets("day-text", ["ht-ime.aggregate.002"], "/data/Aggregate/total_value: \"12\""),
        Sets("day-low", ["ht-ime.aggregate.003"], "/data/Aggregate/trade_count: 9, /data/Aggregate/low_price: 18900, /data/Aggregate/high_price: 18600"),
        Sets("day-count", ["ht-ime.aggregate.004"], "/data/Aggregate/trade_count: -5"),
        Sends("day-falls", ["ht-ime.aggregate.006"], "{ replace: { /data/Aggregate/total_volume: 900000000 } }", every: 2),
        Sets("day-date", ["ht-ime.aggregate.008"], "/data/Aggregate/date: 02/03/2026"),
        Sets("range-field", ["ht-ime.price-range.001"], "/data/AllowedPriceRange: { maxAllowedPrice: 270000 }"),
        Sets("range-text", ["ht-ime.price-range.002"], "/data/AllowedPriceRange/maxAllowedPrice: \"270000\""),
        Sets("range-turned", ["ht-ime.price-range.003"], "/data/AllowedPriceRange/minAllowedPrice: 999999"),
        Sets("range-left", ["ht-ime.price-range.004"], "/data/AllowedPriceRange: { minAllowedPrice: 1, maxAllowedPrice: 2 }"),
        Sets("contract-text", ["ht-ime.contract.002"], "/data/ContractInfo/open_interest: many"),
        Sets("contract-interest", ["ht-ime.contract.003"], "/data/ContractInfo/open_interest: -1"),
        Sets("extras", ["ht-ime.envelope.014"], "/data/novelty: 1"),
    ];

    private static ServerMutant Sends(string what, string[] clauses, string deed, int every = 1) => new()
    {
        Id = $"ht-ime.server.{what}",
        Protocol = "ht-ime",
        Clauses = clauses,
        Rules = $"  - on: sent\n    where: {{ contractId: \"1002\" }}\n    every: {every}\n    do: [ {deed} ]",
        Cases = ["ht-ime.subscribe.001"],
    };

    private static ServerMutant Sets(string what, string[] clauses, string values) => Sends(what, clauses, $"{{ replace: {{ {values} }} }}");

    /// <summary>A book of two levels with these prices.</summary>
    private static string Levels(params (int Buy, int Sell)[] levels) => $"/data/BestLimit: {{ {string.Join(", ", levels.Select((level, i) => FormattableString.Invariant(
        $"\"{i + 1}\": {{ buy_quantity: 5, buy_price: {level.Buy}, sell_quantity: 5, sell_price: {level.Sell} }}")))} }}";
}
