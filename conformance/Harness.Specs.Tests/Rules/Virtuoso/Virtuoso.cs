using System.Globalization;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Tests.Rules.Virtuoso;

/// <summary>Words of the Virtuoso document for stories. Timestamps are those of the story's start.</summary>
internal static class Virtuoso
{
    public const string At = "1763121600000";

    public static Session New() => new("virtuoso");

    /// <summary>Connected and authenticated.</summary>
    public static Session Ready() => New().Open("/ws").Authenticate().Authenticated();

    /// <summary>And subscribed to some channels of BTCUSDT.</summary>
    public static Session Subscribed(params string[] channels) => Ready().Subscribe(channels).Acknowledge(channels);

    public static Session Authenticate(this Session session, string timestamp = At) =>
        session.Client($$"""{"action":"authenticate","api_key":"demo-key","timestamp":{{timestamp}},"signature":"abc"}""");

    public static Session Authenticated(this Session session) => session.Server($$"""{"event":"authenticated","success":true,"timestamp":{{At}}}""");

    public static Session Subscribe(this Session session, params string[] channels) => session.Asks("subscribe", channels);

    public static Session Unsubscribe(this Session session, params string[] channels) => session.Asks("unsubscribe", channels);

    public static Session Asks(this Session session, string action, string[] channels, string symbols = "\"BTCUSDT\"", string more = "") =>
        session.Client($$$"""{"action":"{{{action}}}","channels":[{{{List(channels)}}}],"params":{"exchange":"binance","symbols":[{{{symbols}}}]{{{more}}}}}""");

    public static Session Acknowledge(this Session session, params string[] channels) => session.Acks("subscribed", channels);

    public static Session Acks(this Session session, string name, string[] channels, string symbols = "\"BTCUSDT\"", string more = "") =>
        session.Server($$"""{"event":"{{name}}","channels":[{{List(channels)}}],"params":{"exchange":"binance","symbols":[{{symbols}}]{{more}}},"timestamp":{{At}}}""");

    public static Session Error(this Session session, int code, string message = "something") =>
        session.Server($$"""{"event":"error","message":"{{message}}","code":{{code}},"timestamp":{{At}}}""");

    public static Session Ping(this Session session) => session.Server($$"""{"event":"ping","timestamp":{{At}}}""");

    public static Session Pong(this Session session) => session.Client($$"""{"action":"pong","timestamp":{{At}}}""");

    /// <summary>A close event and the close frame after it.</summary>
    public static Session Goodbye(this Session session, string message, int code) => session
        .Server($$"""{"event":"close","message":"{{message}}","code":{{code}},"timestamp":{{At}}}""").Closed(Party.Server, code);

    public static Session Data(this Session session, string channel, string? data = null, string symbol = "BTCUSDT") => session.Server(Message(channel, data, symbol));

    public static string Message(string channel, string? data = null, string symbol = "BTCUSDT", string exchange = "binance")
    {
        var extra = channel switch
        {
            "market_data" => "\"type\":\"ticker\",",
            "orders" or "positions" => "\"event\":\"update\",",
            _ => "",
        };
        return channel == "system_events"
            ? $$"""{"channel":"system_events","event":"exchange_connection_status","data":{{data ?? Default(channel)}},"timestamp":{{At}}}"""
            : $$"""{"channel":"{{channel}}",{{extra}}"exchange":"{{exchange}}","symbol":"{{symbol}}","data":{{data ?? Default(channel)}},"timestamp":{{At}}}""";
    }

    public static string Ticker(decimal price = 100, decimal bid = 99, decimal ask = 101, decimal low = 90, decimal high = 110, decimal volume = 5) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"price":{{price}},"volume":{{volume}},"timestamp":{{At}},"bid":{{bid}},"ask":{{ask}},"high":{{high}},"low":{{low}}}""");

    public static string Book(string bids = "[99.5,1],[99,2]", string asks = "[100,1],[101,2]") => $$"""{"bids":[{{bids}}],"asks":[{{asks}}],"timestamp":{{At}}}""";

    public static string Trade(string id = "1", string side = "buy", string amount = "0.1") =>
        $$"""{"id":"{{id}}","price":100,"amount":{{amount}},"side":"{{side}}","timestamp":{{At}}}""";

    public static string Order(
        string status = "partially_filled", string filled = "0.05", string remaining = "0.05", string amount = "0.1", string cost = "4250.0", string fee = "2.125",
        string type = "limit", string side = "buy", string symbol = "BTCUSDT", string id = "123") =>
        $$$"""{"id":"{{{id}}}","symbol":"{{{symbol}}}","exchange":"binance","timestamp":{{{At}}},"type":"{{{type}}}","side":"{{{side}}}","amount":{{{amount}}},"price":42500.0,"cost":{{{cost}}},"filled":{{{filled}}},"remaining":{{{remaining}}},"status":"{{{status}}}","fee":{"cost":{{{fee}}},"currency":"USDT","rate":0.001}}""";

    public static string Position(string cost = "21325.0", string percent = "0.58", string side = "long", string exchange = "binance", string liquidation = "null") =>
        $$"""{"symbol":"BTCUSDT","exchange":"{{exchange}}","timestamp":{{At}},"type":"spot","side":"{{side}}","amount":0.5,"cost":{{cost}},"average_price":42650.0,"unrealized_pnl":125.0,"unrealized_pnl_percentage":{{percent}},"liquidation_price":{{liquidation}},"stop_loss":41000.0,"take_profit":45000.0,"trailing_stop":2.5}""";

    private static string Default(string channel) => channel switch
    {
        "market_data" => Ticker(),
        "orderbook" => Book(),
        "trades" => Trade(),
        "orders" => Order(),
        "positions" => Position(),
        _ => $$"""{"exchange":"binance","status":"connected","timestamp":{{At}}}""",
    };

    private static string List(string[] words) => string.Join(',', words.Select(word => $"\"{word}\""));
}
