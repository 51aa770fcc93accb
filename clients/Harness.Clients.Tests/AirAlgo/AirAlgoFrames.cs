namespace Harness.Clients.Tests.AirAlgo;

/// <summary>The document's messages, compact, for the key <c>k3y</c>.</summary>
internal static class AirAlgoFrames
{
    public const string Prices =
        """{"event":"ltp","payload":{"22":{"ltp":220800,"ltq":1,"ltt":"2025-01-09T12:53:00Z"},"2442":{"ltp":24295,"ltq":499,"ltt":"2025-01-09T12:54:39Z"}},"ref":null,"topic":"api:k3y"}""";

    public const string Unsubscribed = """{"event":"unsubscribe","payload":{"tokens":["22","2442"]},"ref":null,"topic":"api:k3y"}""";

    public const string ExpiredToken = "Invalid Access Token. Try generating fresh Access Token";

    public static string Joined(string reference) => Reply(reference, "ok", "{}");

    public static string Refused(string reference, string reason) => Reply(reference, "error", $$"""{"reason":"{{reason}}"}""");

    public static string Order(string status, long number = 1300000000111170, string token = "2885", int volume = 20, string kind = "market") =>
        $$"""{"event":"order_response","payload":{"book_type":"1","buy_sell":"1","client_id":"1234567890","disclosed_volume":{{volume}},"entry_modify_cancel":"0","error":null,"executed_price":120275.0,"expiry_date":"0","good_till_date":"0000000000","instrument":"EQUITY","last_modified":1421348186,"market_limit_sl":"{{kind}}","message":"Order","net_charges":0.025,"option_type":"EQ","order_flag":null,"order_number":{{number}}.0,"pnl":0,"price":0.0,"required_margin":6602427.333333333,"status":"{{status}}","strike_price":"0","symbol":"RELIANCE","timestamp":"18:56:26,14-1-2025","token_number":"{{token}}","transaction_id":11,"trigger_price":0.0,"user_id":"47241","volume":{{volume}}},"ref":null,"topic":"api:k3y"}""";

    private static string Reply(string reference, string status, string response) =>
        $$$"""{"event":"phx_reply","payload":{"response":{{{response}}},"status":"{{{status}}}"},"ref":"{{{reference}}}","topic":"api:k3y"}""";
}
