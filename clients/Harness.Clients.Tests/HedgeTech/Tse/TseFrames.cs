namespace Harness.Clients.Tests.HedgeTech.Tse;

/// <summary>The documented frames of section 6, compact.</summary>
internal static class TseFrames
{
    public const string Isin = "IRO1XYZ1234";
    public const string Timestamp = "2025-11-14T12:00:00.000000";

    public const string BestLimit =
        """{"1":{"buy_order_count":5,"buy_quantity":1000,"buy_price":10000,"sell_order_count":3,"sell_quantity":800,"sell_price":10050},"2":{"buy_order_count":4,"buy_quantity":500,"buy_price":9950,"sell_order_count":2,"sell_quantity":400,"sell_price":10100}}""";

    public const string OrderBook = """{"Buy":[{"price":0,"quantity":0,"count":0}],"Sell":[{"price":0,"quantity":0,"count":0}]}""";

    public const string Ohlcv = """{"open":10000.0,"high":10100.0,"low":9950.0,"close":10050.0,"volume":3500}""";

    public const string Aggregate =
        """{"date":"string","time":"string","trade_count":0,"total_volume":0,"total_value":0,"closing_price":0,"last_price":0,"low_price":0,"high_price":0,"open_price":0,"previous_close":0}""";

    public const string InstitutionalVsIndividual =
        """{"buy_count_individual":0,"buy_volume_individual":0,"buy_count_institution":0,"buy_volume_institution":0,"sell_count_individual":0,"sell_volume_individual":0,"sell_count_institution":0,"sell_volume_institution":0}""";

    public const string ContractInfo = """{"open_interest":0,"initial_margin":0,"required_margin":0}""";

    public const string FundInfo = """{"nav":0,"units":0,"marketCap":0,"as_of":"2025-11-14T22:10:42.802Z"}""";

    public static string Message(string channel, string data, string identifier = "symbolIsin") =>
        $$"""{"channel":"{{channel}}","{{identifier}}":"{{Isin}}","timestamp":"{{Timestamp}}","data":{{data}}}""";

    /// <summary>A candle whose volume tells messages apart.</summary>
    public static string Candle(int volume) => Message("ohlcv-last-1m", Ohlcv.Replace("3500", $"{volume}", StringComparison.Ordinal));
}
