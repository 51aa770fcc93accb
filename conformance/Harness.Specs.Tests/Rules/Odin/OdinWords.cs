using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Tests.Rules.Odin;

/// <summary>Words of the Odin Streamer guide for stories.</summary>
internal static class OdinWords
{
    public const string Path = "/enhanced-stream";
    public const long Noon = 1763121600000;

    public static Session New() => new("odin");

    /// <summary>A greeted connection.</summary>
    public static Session Connected(this Session session, string? id = "app", int? restored = 0) =>
        session.Open(id is null ? Path : $"{Path}?client_id={id}").Server(Welcome(id ?? "client_1", restored));

    public static string Welcome(string id, int? restored = 0, string open = "true") =>
        $$"""{"type":"welcome","status":"connected","data":{"message":"hello","market_open":{{open}}{{(restored is null ? "" : $",\"subscribed_stocks\":{restored}")}}},"client_id":"{{id}}","timestamp":{{Noon}}}""";

    public static Session Asks(this Session session, string action, params string[] stocks) => session.Client(
        stocks.Length == 0 ? $$"""{"action":"{{action}}"}""" : $$"""{"action":"{{action}}","stocks":{{JsonSerializer.Serialize(stocks)}}}""");

    /// <summary>Subscribes, and the server grants it.</summary>
    public static Session Subscribes(this Session session, params string[] stocks) => session.Asks("subscribe", stocks).Grants(stocks, [], stocks.Length);

    public static Session Grants(this Session session, string[] stocks, string[] failed, int total) => session.Server(
        $$"""{"type":"subscription_response","status":"success","data":{"action":"subscribe","subscribed_stocks":{{JsonSerializer.Serialize(stocks)}},"failed_stocks":{{JsonSerializer.Serialize(failed)}},"total_subscribed":{{total}} } }""");

    public static Session Unsubscribes(this Session session, params string[] stocks) => session.Asks("unsubscribe", stocks).Server(
        $$"""{"type":"subscription_response","status":"success","data":{"action":"unsubscribe","unsubscribed_stocks":{{JsonSerializer.Serialize(stocks)}},"total_subscribed":0} }""");

    public static Session Lists(this Session session, string[] tokens, string[] symbols, int? total = null, string status = "success") => session.Asks("get_subscriptions").Server(
        $$"""{"type":"subscriptions","status":"{{status}}","data":{"subscribed_tokens":{{JsonSerializer.Serialize(tokens)}},"subscribed_symbols":{{JsonSerializer.Serialize(symbols)}},"total_subscribed":{{total ?? symbols.Length}} } }""");

    public static Session Error(this Session session, string text) => session.Server($$"""{"type":"error","status":"error","message":{{JsonSerializer.Serialize(text)}}}""");

    public static Session Status(this Session session, bool open) => session.Asks("market_status").Server(
        $$"""{"type":"market_status","status":"success","data":{"market_open":{{(open ? "true" : "false")}},"market_hours":"09:15 - 15:30 IST","current_time":"12:00:00","next_open":"2025-11-17 09:15:00","streaming_data":true} }""");

    public static Session Notice(this Session session, bool open) => session.Server(open
        ? """{"type":"market_opened","status":"info","message":"x","data":{"market_open":true,"current_time":"09:15:00"},"timestamp":1763121600000}"""
        : """{"type":"market_closed","status":"info","message":"x","data":{"market_open":false,"current_time":"15:30:00"},"timestamp":1763121600000}""");

    public static Session Lost(this Session session) => session.Reset(Party.Server);

    /// <summary>Market data as it should be, with some members of <c>data</c> set to something else (null removes one).</summary>
    public static Session Data(this Session session, string symbol = "SBIN", params (string Name, string? Value)[] changes) =>
        session.Server(Message(symbol, changes));

    public static string Message(string symbol, params (string Name, string? Value)[] changes)
    {
        var token = symbol switch { "SBIN" => "3045", "RELIANCE" => "2885", "TCS" => "11536", _ => "99001" };
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            {"type":"market_data","symbol":"{{{symbol}}}","token":"{{{token}}}","exchange":"NSE","data":{"symbol":"{{{symbol}}}","token":"{{{token}}}","exchange":"NSE",
            "ltp":1365.5,"open":1371.8,"high":1374.0,"low":1360.3,"close":1372.6,"prev_close":1372.6,"volume":8053013,"percent_change":-0.5172665015299366,
            "week_52_high":1551.0,"week_52_low":1115.55,"week_52_high_date":"2025-09-02","week_52_low_date":"2025-09-02","day_high":1374.0,"day_low":1360.3,
            "avg_volume_5d":8053013,"timestamp":1763121600000,"last_updated":"2025-11-14T17:30:00.651469068+05:30","is_new_week_52_high":false,
            "is_new_week_52_low":false},"timestamp":1763121600000}
            """);
        var message = JsonNode.Parse(text)!.AsObject();
        foreach (var (name, value) in changes)
        {
            var parent = name.StartsWith('/') ? message : message["data"]!.AsObject();
            var member = name.TrimStart('/');
            if (value is null) parent.Remove(member);
            else parent[member] = JsonNode.Parse(value);
        }

        return message.ToJsonString();
    }
}
