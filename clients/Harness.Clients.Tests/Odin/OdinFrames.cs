namespace Harness.Clients.Tests.Odin;

/// <summary>The document's messages, compact, and the greeting as the vendor's server is known to send it.</summary>
internal static class OdinFrames
{
    public const string MarketData =
        """{"type":"market_data","symbol":"RELIANCE","token":"2885","exchange":"NSE","data":{"symbol":"RELIANCE","token":"2885","exchange":"NSE","ltp":1365.5,"open":1371.8,"high":1374.0,"low":1360.3,"close":1372.6,"prev_close":1372.6,"volume":8053013,"percent_change":-0.5172665015299366,"week_52_high":1551.0,"week_52_low":1115.55,"week_52_high_date":"2025-09-02","week_52_low_date":"2025-09-02","day_high":1374.0,"day_low":1360.3,"avg_volume_5d":8053013,"timestamp":1756971590198,"last_updated":"2025-09-04T13:09:51.651469068\u002B05:30","is_new_week_52_high":false,"is_new_week_52_low":false},"timestamp":1756971591651}""";

    public const string Welcome =
        """{"type":"welcome","status":"connected","data":{"message":"Connected","client_id":"client_1","subscribed_stocks":0},"client_id":"client_1","timestamp":1756971590827}""";

    public const string Subscriptions =
        """{"type":"subscriptions","status":"success","data":{"subscribed_tokens":["3045","2885","11536"],"subscribed_symbols":["SBIN","RELIANCE","TCS"],"total_subscribed":3}}""";

    public const string NoStocks =
        """{"type":"error","status":"error","message":"No stocks provided for subscription","client_id":"your_client_id","timestamp":1756971590827}""";

    public const string MarketClosed =
        """{"type":"market_closed","status":"info","message":"Market is now closed","data":{"market_open":false,"current_time":"15:30:00"}}""";

    public const string Pong = """{"type":"pong","status":"alive","client_id":"client_1","timestamp":1756971590827}""";

    public static string Subscribed(string stocks, string failed = "", string action = "subscribe") =>
        $$"""{"type":"subscription_response","status":"success","data":{"action":"{{action}}","{{action}}d_stocks":[{{stocks}}],"failed_stocks":[{{failed}}],"total_subscribed":5} }""";
}
