using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Harness.Specs.Tests.Rules.HedgeTech;

/// <summary>Words of the TSE and IFB document for stories.</summary>
internal static class Tse
{
    public const string Isin = "/data-engine/tse-ifb/live/data/websocket/symbol/isin";
    public const string Name = "/data-engine/tse-ifb/live/data/websocket/symbol/name";
    public const string TokenPath = "/auth/user/token/issue";
    public const string Symbol = "IRO1FOLD0001";
    public const string Other = "IRT3SATF0001";

    public static readonly string[] Channels =
        ["best-limit", "order-book", "ohlcv-last-1m", "aggregate", "institutional-vs-individual", "contract-info", "fund-info"];

    /// <summary>A token that lives an hour.</summary>
    public static readonly string Token = Jwt();

    public static (string Name, string Value) Authorization => ("Authorization", Token);

    public static Session New() => new("ht-tse");

    public static Session Login(this Session session) => session.Ask4Token().Issue(Token);

    public static Session Ask4Token(this Session session, string body = "username=demo&password=demo", string? type = "application/x-www-form-urlencoded") =>
        session.Request("POST", TokenPath, body, type is null ? [] : [("Content-Type", type)]);

    public static Session Issue(this Session session, string token, int status = 200) =>
        session.Response(status, $$"""{"Authorization":"{{token}}"}""");

    /// <summary>A good handshake for some channels of one symbol.</summary>
    public static Session Subscribe(this Session session, params string[] channels) => session.Open(Query(channels), Authorization);

    public static string Query(params string[] channels) =>
        $"{Isin}?{string.Join('&', channels.Select(channel => $"channels={channel}"))}&symbol_isins={Symbol}";

    public static Session Says(this Session session, string channel, string? data = null, string symbol = Symbol, string? at = null, string key = "symbolIsin") =>
        session.Server(Message(channel, data ?? Data(channel), symbol, at, key));

    public static string Message(string channel, string data, string symbol = Symbol, string? at = null, string key = "symbolIsin") =>
        $$"""{"channel":"{{channel}}","{{key}}":"{{symbol}}","timestamp":"{{at ?? "2025-11-14T15:30:00.000000"}}","data":{{data}}}""";

    public static string Data(string channel) => channel switch
    {
        "best-limit" => $$"""{"1":{{Level(10000, 10050)}},"2":{{Level(9950, 10100)}}}""",
        "order-book" => """{"Buy":[{"price":10000,"quantity":5,"count":1},{"price":9950,"quantity":5,"count":1}],"Sell":[{"price":10050,"quantity":5,"count":1}]}""",
        "ohlcv-last-1m" => """{"open":10000.0,"high":10100.0,"low":9950.0,"close":10050.0,"volume":3500}""",
        "aggregate" => Aggregate(),
        "institutional-vs-individual" => Investors(),
        "contract-info" => """{"open_interest":10,"initial_margin":5,"required_margin":4}""",
        _ => """{"nav":10,"units":5,"marketCap":50,"as_of":"2025-11-14T22:10:42.802Z"}""",
    };

    public static string Level(decimal buy, decimal sell, decimal buyQuantity = 1000, decimal sellQuantity = 800, string count = "5") => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"buy_order_count":{{count}},"buy_quantity":{{buyQuantity}},"buy_price":{{buy}},"sell_order_count":3,"sell_quantity":{{sellQuantity}},"sell_price":{{sell}}}""");

    public static string Aggregate(int trades = 7, int volume = 100, int value = 1000, int low = 9, int high = 11, int open = 10, int last = 10, string date = "2025-11-14", string time = "12:00:00") =>
        $$"""{"date":"{{date}}","time":"{{time}}","trade_count":{{trades}},"total_volume":{{volume}},"total_value":{{value}},"closing_price":10,"last_price":{{last}},"low_price":{{low}},"high_price":{{high}},"open_price":{{open}},"previous_close":10}""";

    public static string Investors(string buyers = "1", int bought = 60, int sold = 60) =>
        $$"""{"buy_count_individual":{{buyers}},"buy_volume_individual":{{bought}},"buy_count_institution":1,"buy_volume_institution":40,"sell_count_individual":1,"sell_volume_individual":{{sold}},"sell_count_institution":1,"sell_volume_institution":40}""";

    /// <param name="lifetime">Seconds from the story's start to exp; null for none.</param>
    /// <param name="algorithm">The header's alg.</param>
    /// <param name="subject">Tells tokens apart.</param>
    public static string Jwt(int? lifetime = 3600, string algorithm = "HS256", string subject = "demo")
    {
        var start = Session.Started.ToUnixTimeSeconds();
        var claims = lifetime is { } seconds ? $$"""{"sub":"{{subject}}","iat":{{start}},"exp":{{start + seconds}}}""" : $$"""{"sub":"{{subject}}"}""";
        return $"{Part($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{Part(claims)}.{Part("signature")}";
    }

    private static string Part(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
