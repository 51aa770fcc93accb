namespace Harness.Clients.Tests.Virtuoso;

/// <summary>The document's data messages, compact.</summary>
internal static class VirtuosoFrames
{
    public const string Ticker =
        """{"channel":"market_data","type":"ticker","exchange":"binance","symbol":"BTCUSDT","data":{"price":42650.5,"volume":2541.34,"timestamp":1647356789123,"bid":42650.0,"ask":42651.0,"high":43100.0,"low":42500.0},"timestamp":1647356789123}""";

    public const string OrderBook =
        """{"channel":"orderbook","exchange":"binance","symbol":"BTCUSDT","data":{"bids":[[42650.0,1.5],[42649.5,2.3]],"asks":[[42651.0,0.8],[42652.5,1.2]],"timestamp":1647356789123},"timestamp":1647356789123}""";

    public const string Trade =
        """{"channel":"trades","exchange":"binance","symbol":"BTCUSDT","data":{"id":"123456789","price":42650.5,"amount":0.1,"side":"buy","timestamp":1647356789123},"timestamp":1647356789123}""";

    public const string Order =
        """{"channel":"orders","exchange":"binance","symbol":"BTCUSDT","event":"update","data":{"id":"123456789","symbol":"BTCUSDT","exchange":"binance","timestamp":1647356789123,"type":"limit","side":"buy","amount":0.1,"price":42500.0,"cost":4250.0,"filled":0.05,"remaining":0.05,"status":"partially_filled","fee":{"cost":2.125,"currency":"USDT","rate":0.001}},"timestamp":1647356789123}""";

    public const string Position =
        """{"channel":"positions","exchange":"binance","symbol":"BTCUSDT","event":"update","data":{"symbol":"BTCUSDT","exchange":"binance","timestamp":1647356789123,"type":"spot","side":"long","amount":0.5,"cost":21325.0,"average_price":42650.0,"unrealized_pnl":125.0,"unrealized_pnl_percentage":0.58,"liquidation_price":null,"stop_loss":41000.0,"take_profit":45000.0,"trailing_stop":2.5},"timestamp":1647356789123}""";

    public const string SystemEvent =
        """{"channel":"system_events","event":"exchange_connection_status","data":{"exchange":"binance","status":"connected","timestamp":1647356789123},"timestamp":1647356789123}""";

    public const string Authenticated = """{"event":"authenticated","success":true,"timestamp":1647356789124}""";

    public const string Ping = """{"event":"ping","timestamp":1647356789125}""";

    /// <summary>The answer to a subscribe or unsubscribe request, which repeats it.</summary>
    public static string Acknowledge(string request) => request
        .Replace("\"action\":\"subscribe\"", "\"event\":\"subscribed\"", StringComparison.Ordinal)
        .Replace("\"action\":\"unsubscribe\"", "\"event\":\"unsubscribed\"", StringComparison.Ordinal);

    public static string Error(int code, string message) =>
        $$"""{"event":"error","message":"{{message}}","code":{{code}},"timestamp":1647356789125}""";
}
