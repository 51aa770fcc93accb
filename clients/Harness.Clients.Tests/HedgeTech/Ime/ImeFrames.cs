namespace Harness.Clients.Tests.HedgeTech.Ime;

/// <summary>The complete example of section 9, compact.</summary>
internal static class ImeFrames
{
    public const string Data =
        """{"BestLimit":{"1":{"buy_quantity":150,"buy_price":245000,"sell_quantity":100,"sell_price":246000},"2":{"buy_quantity":120,"buy_price":244500,"sell_quantity":90,"sell_price":246500},"3":{"buy_quantity":80,"buy_price":244000,"sell_quantity":70,"sell_price":247000}},"Aggregate":{"date":"2026-05-29","time":"12:00:00","trade_count":120,"total_volume":4500,"total_value":1102500000,"closing_price":245500,"last_price":245700,"low_price":244000,"high_price":247000,"open_price":244500,"previous_close":243000},"AllowedPriceRange":{"minAllowedPrice":220000,"maxAllowedPrice":270000},"ContractInfo":{"open_interest":5400,"open_interest_changes":120}}""";

    public static string ById(string data = Data, string channel = "IME Stream") =>
        $$"""{"channel":"{{channel}}","contractId":"1001","timestamp":"2026-05-29T12:00:00.000000Z","data":{{data}}}""";

    public static string ByName(string data = Data) =>
        $$"""{"channel":"IME Stream","contractName":"GOLD-APR","timestamp":"2026-05-29T12:00:00.000000Z","data":{{data}}}""";
}
