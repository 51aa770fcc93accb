using System.Globalization;

namespace Harness.Specs.Tests.Rules.AirAlgo;

/// <summary>Words of the AirAlgo document for stories.</summary>
internal static class Phoenix
{
    public const string Topic = "api:demo-key";
    public const string BadToken = "Invalid Access Token. Try generating fresh Access Token";
    public const string Order = """{"token_number":"2885","market_limit_sl":"market","price":0,"order_type":"B","trigger_price":0,"validity":"Day","quantity":20,"ltp":0}""";

    public static Session New() => new("airalgo");

    /// <summary>A token asked for and issued.</summary>
    public static Session Login(this Session session, string key = "demo-key", string token = "token-1", string path = "/api/token/") =>
        session.Request("GET", $"{path}?api_key={key}").Response(200, $$"""{"status":"ok","access_token":"{{token}}"}""");

    public static Session Connect(this Session session, string path = "/socket/websocket") => session.Open(path);

    /// <summary>Logged in, connected and joined.</summary>
    public static Session Joined() => New().Login().Connect().Join().Reply("ok", "1");

    public static Session Join(this Session session, string token = "token-1", string reference = "1", string topic = Topic) =>
        session.Say("phx_join", $$"""{"access_token":"{{token}}"}""", reference, topic);

    public static Session Say(this Session session, string name, string payload, string reference = "9", string topic = Topic) =>
        session.Client($$"""{"topic":"{{topic}}","event":"{{name}}","payload":{{payload}},"ref":"{{reference}}"}""");

    public static Session Reply(this Session session, string status, string reference, string response = "{}", string topic = Topic) =>
        session.Server($$"""{"event":"phx_reply","payload":{"response":{{response}},"status":"{{status}}"},"ref":"{{reference}}","topic":"{{topic}}"}""");

    public static Session Refuses(this Session session, string reason, string reference, string topic = Topic) => session.Reply("error", reference, $$"""{"reason":"{{reason}}"}""", topic);

    public static Session Subscribe(this Session session, params string[] tokens) => session.Say("subscribe", List(tokens));

    public static Session Unsubscribe(this Session session, params string[] tokens) => session.Say("unsubscribe", List(tokens));

    public static Session Prices(this Session session, params string[] tokens) => session.Push("ltp", $"{{{string.Join(',', tokens.Select(token => $"\"{token}\":{Last()}"))}}}");

    public static Session Removed(this Session session, params string[] tokens) => session.Push("unsubscribe", $$"""{"tokens":[{{Quoted(tokens)}}]}""");

    public static Session Push(this Session session, string name, string payload, string reference = "null", string topic = Topic) =>
        session.Server($$"""{"event":"{{name}}","payload":{{payload}},"ref":{{reference}},"topic":"{{topic}}"}""");

    public static string Last(string ltp = "220800", string ltq = "1", string ltt = "\"2025-01-09T12:53:00Z\"") => $$"""{"ltp":{{ltp}},"ltq":{{ltq}},"ltt":{{ltt}}}""";

    public static Session Places(this Session session, string order = Order) => session.Say("order", order);

    public static Session Responds(this Session session, string status, Func<string, string>? change = null)
    {
        var text = Response(status);
        return session.Push("order_response", change?.Invoke(text) ?? text);
    }

    public static string Response(string status, int number = 1300000, int transaction = 11)
    {
        var (message, price, modified) = status switch
        {
            "Pending" => ("Order Entry Confirm", "0", "1421348186"),
            "Executed" => ("Your Order has been executed successfully", "120275.0", "1421348186"),
            _ => ("Order has been Rejected", "0", "\"0000000000\""),
        };
        var margin = status == "Rejected" ? "6602427.33" : "0";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"book_type":"1","buy_sell":"1","client_id":"1234567890","disclosed_volume":20,"entry_modify_cancel":"0","error":null,"executed_price":{{price}},"expiry_date":"0","good_till_date":"0000000000","instrument":"EQUITY","last_modified":{{modified}},"market_limit_sl":"market","message":"{{message}}","net_charges":0.025,"option_type":"EQ","order_flag":null,"order_number":{{number}}.0,"pnl":0,"price":0.0,"required_margin":{{margin}},"status":"{{status}}","strike_price":"0","symbol":"RELIANCE","timestamp":"18:56:26,14-1-2025","token_number":"2885","transaction_id":{{transaction}},"trigger_price":0.0,"user_id":"47241","volume":20}""");
    }

    private static string List(string[] tokens) => $$"""{"list":[{{Quoted(tokens)}}]}""";

    private static string Quoted(string[] tokens) => string.Join(',', tokens.Select(token => $"\"{token}\""));
}
