namespace Harness.Specs.Tests.Rules.HedgeTech;

/// <summary>Words of the IME document for stories; tokens are as in <see cref="Tse"/>.</summary>
internal static class Ime
{
    public const string Id = "/data-engine/ime/live/data/websocket/contract/id";
    public const string Name = "/data-engine/ime/live/data/websocket/contract/name";
    public const string Contract = "1001";
    public const string Other = "1002";

    public static Session New() => new("ht-ime");

    /// <summary>A handshake for some contracts by id.</summary>
    public static Session Ask(string? token, string query = "contract_id=1001") => New().Ask($"{Id}?{query}".TrimEnd('?'), Header(token));

    public static Session Open(string? token, string query = "contract_id=1001") => Ask(token, query).Accept();

    /// <summary>A good one, accepted.</summary>
    public static Session Open() => Open(Tse.Token);

    /// <summary>The same again, after whatever has happened.</summary>
    public static Session Again(this Session session, string? token = null, string query = "contract_id=1001") => session.Open($"{Id}?{query}", Header(token ?? Tse.Token));

    public static Session Tells(this Session session, string? data = null, string contract = Contract, string? at = null) => session.Server(Message(data, contract, at));

    public static string Message(string? data = null, string contract = Contract, string? at = null, string key = "contractId", string channel = "IME Stream") =>
        $$"""{"channel":"{{channel}}","{{key}}":"{{contract}}","timestamp":"{{at ?? "2025-11-14T12:00:00.000000Z"}}","data":{{data ?? Data()}}}""";

    public static string Data(string? levels = null, string? day = null, string range = """{"minAllowedPrice":5,"maxAllowedPrice":20}""", string contract = """{"open_interest":5400,"open_interest_changes":-120}""") =>
        $$"""{"BestLimit":{{levels ?? Levels((10, 11), (9, 12), (8, 13))}},"Aggregate":{{day ?? Tse.Aggregate()}},"AllowedPriceRange":{{range}},"ContractInfo":{{contract}}}""";

    public static string Levels(params (int Buy, int Sell)[] prices) => $"{{{string.Join(',', prices.Select((price, i) => $"\"{i + 1}\":{Level(price.Buy, price.Sell)}"))}}}";

    public static string Level(int buy, int sell, int buyQuantity = 100, int sellQuantity = 80) =>
        $$"""{"buy_quantity":{{buyQuantity}},"buy_price":{{buy}},"sell_quantity":{{sellQuantity}},"sell_price":{{sell}}}""";

    private static (string, string)[] Header(string? token) => token is null ? [] : [("Authorization", token)];
}
