using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Tests.Rules.Virtuoso;

/// <summary>What either side may do wrong in conversation: authentication, requests and replies, heartbeat, the end.</summary>
public sealed class ConversationTests
{
    public static TheoryData<Story> Handshakes() => Stories.Table(
        ("the documented path", () => Virtuoso.New().Open("/ws"), []),
        ("another path", () => Virtuoso.New().Ask("/ws/").Refuse(404), ["FAIL virtuoso.connect.001"]),
        ("no WebSocket there", () => Virtuoso.New().Ask("/ws").Refuse(404), ["FAIL virtuoso.connect.002"]),
        ("an overloaded server", () => Virtuoso.New().Ask("/ws").Refuse(503), []));

    [Theory]
    [MemberData(nameof(Handshakes))]
    public void Handshake_is_judged(Story story) => story.Check();

    public static TheoryData<Story> WildParameters() => Stories.Table(
        ("repeated", () => Wild("1e99999999999999999999", "1e99999999999999999999"), ["FAIL virtuoso.message.001"]),
        ("not repeated", () => Wild("1e99999999999999999999", "10"), ["FAIL virtuoso.subscribe.007"]));

    [Theory]
    [MemberData(nameof(WildParameters))]
    public void Parameter_with_an_exponent_of_twenty_digits_is_compared(Story story) => story.Check();

    public static TheoryData<Story> Authentications() => Stories.Table(
        ("good", () => Virtuoso.Ready(), []),
        ("failed, then good", () => Connected().Authenticate().Error(401, "Authentication failed").Authenticate().Authenticated(), []),
        ("never answered", () => Connected().Authenticate().After(11).Observed(), ["FAIL virtuoso.auth.006"]),
        ("failed with another code", () => Connected().Authenticate().Error(403, "Authentication failed"), ["FAIL virtuoso.auth.008"]),
        ("failed in other words", () => Connected().Authenticate().Error(401, "Invalid signature"), ["WARN virtuoso.auth.009"]),
        ("failed and ended at once", () => Connected().Authenticate().Error(401, "Authentication failed").Goodbye("bye", 1008), ["INFO virtuoso.auth.011"]),
        ("failed three times and ended", () => Connected().Times(3, (story, _) => story.Authenticate().Error(401, "Authentication failed")).Goodbye("bye", 1008), []),
        ("failed three times and kept", () => Connected().Times(3, (story, _) => story.Authenticate().Error(401, "Authentication failed")).After(6).Observed(), ["INFO virtuoso.auth.012"]),
        ("an overloaded server", () => Connected().Authenticate().Error(429, "Too many requests"), []),
        ("without a signature", () => Connected().Client("""{"action":"authenticate","api_key":"a","timestamp":1763121600000}""").Error(400, "missing signature"), ["FAIL virtuoso.auth.003"]),
        ("with a timestamp as text", () => Connected().Authenticate("\"1763121600000\"").Error(401, "Authentication failed"), ["FAIL virtuoso.auth.004"]),
        ("with seconds", () => Connected().Authenticate("1763121600").Error(401, "Authentication failed"), ["WARN virtuoso.auth.005"]),
        ("signed a minute ago", () => Connected().Authenticate("1763121540000").Error(401, "Authentication failed"), ["INFO virtuoso.auth.015"]),
        ("never tried", () => Connected().After(31).Observed(), ["FAIL virtuoso.auth.001"]),
        ("never tried, ended by the server", () => Connected().After(30).Goodbye("Authentication timeout", 1008), ["FAIL virtuoso.auth.001"]),
        ("never tried, left at once", () => Connected().After(1).Closed(Party.Client, 1000), []),
        ("never tried and kept", () => Connected().After(41).Observed(), ["FAIL virtuoso.auth.001", "INFO virtuoso.auth.013"]));

    [Theory]
    [MemberData(nameof(Authentications))]
    public void Authentication_is_judged(Story story) => story.Check();

    private const string First = "FAIL virtuoso.auth.001";

    public static TheoryData<Story> Strangers() => Stories.Table(
        ("told 401", () => Connected().Subscribe("orders").Error(401), [First]),
        ("told 400", () => Connected().Subscribe("orders").Error(400), [First, "INFO virtuoso.auth.010"]),
        ("told 400 for a broken message", () => Connected().Client("{").Error(400).Closed(Party.Client, 1000), ["FAIL virtuoso.request.001"]),
        ("told nothing", () => Connected().Subscribe("orders").After(6).Observed(), [First, "INFO virtuoso.auth.010"]),
        ("closed", () => Connected().Subscribe("orders").Goodbye("no", 1008), [First, "INFO virtuoso.auth.010"]),
        ("acknowledged", () => Connected().Subscribe("orders").Acknowledge("orders"), [First, "FAIL virtuoso.connect.003"]),
        ("served unasked", () => Connected().Data("market_data").Authenticate().Authenticated(), ["FAIL virtuoso.connect.003"]),
        ("impatient, served after authentication", () => Connected().Authenticate().Subscribe("orders").Authenticated().Acknowledge("orders"), ["FAIL virtuoso.auth.002"]),
        ("after a failure", () => Connected().Authenticate().Error(401, "Authentication failed").Subscribe("orders").Error(401), ["FAIL virtuoso.auth.002"]));

    [Theory]
    [MemberData(nameof(Strangers))]
    public void Who_has_not_authenticated_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Requests() => Stories.Table(
        ("the document's own", () => Virtuoso.Ready().Asks("subscribe", ["market_data", "orders", "positions"], "\"BTCUSDT\",\"ETHUSDT\"").Acks("subscribed", ["market_data", "orders", "positions"], "\"BTCUSDT\",\"ETHUSDT\""), []),
        ("system_events without params", () => Virtuoso.Ready().Client("""{"action":"subscribe","channels":["system_events"]}""").Server($$"""{"event":"subscribed","channels":["system_events"],"timestamp":{{Virtuoso.At}}}"""), []),
        ("channels as one word", () => Bad("""{"action":"subscribe","channels":"orders","params":{"exchange":"binance","symbols":["BTCUSDT"]}}"""), ["FAIL virtuoso.subscribe.001"]),
        ("channel in the singular", () => Bad("""{"action":"subscribe","channel":"orders","params":{"exchange":"binance","symbols":["BTCUSDT"]}}"""), ["FAIL virtuoso.subscribe.001"]),
        ("an unknown channel", () => Bad("""{"action":"subscribe","channels":["ticker"],"params":{"exchange":"binance","symbols":["BTCUSDT"]}}"""), ["FAIL virtuoso.subscribe.003"]),
        ("symbols as one word", () => Bad("""{"action":"subscribe","channels":["orders"],"params":{"exchange":"binance","symbols":"BTCUSDT"}}"""), ["FAIL virtuoso.subscribe.002"]),
        ("symbol in the singular", () => Bad("""{"action":"subscribe","channels":["orders"],"params":{"exchange":"binance","symbol":"BTCUSDT"}}"""), ["INFO virtuoso.subscribe.013"]),
        ("no params", () => Bad("""{"action":"subscribe","channels":["orders"]}"""), ["INFO virtuoso.subscribe.013"]),
        ("a type that is a number", () => Bad("""{"action":"subscribe","channels":["market_data"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"type":1}}"""), ["FAIL virtuoso.market-data.001"]),
        ("a depth as text", () => Bad("""{"action":"subscribe","channels":["orderbook"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"depth":"10"}}"""), ["FAIL virtuoso.orderbook.001"]),
        ("unsubscribe without channels", () => Bad("""{"action":"unsubscribe","params":{"exchange":"binance","symbols":["BTCUSDT"]}}"""), ["FAIL virtuoso.unsubscribe.001"]),
        ("a misspelt action", () => Bad("""{"action":"subscrib","channels":["orders"]}"""), ["FAIL virtuoso.request.001"]),
        ("type for action", () => Bad("""{"type":"subscribe"}"""), ["FAIL virtuoso.request.001"]),
        ("an array", () => Bad("[]"), ["FAIL virtuoso.request.001"]),
        ("pong as an event", () => Bad("""{"event":"pong","timestamp":1}"""), ["FAIL virtuoso.heartbeat.005"]));

    [Theory]
    [MemberData(nameof(Requests))]
    public void Request_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Replies() => Stories.Table(
        ("no acknowledgement", () => Virtuoso.Ready().Subscribe("orders").After(11).Observed(), ["FAIL virtuoso.subscribe.005"]),
        ("an error instead", () => Virtuoso.Ready().Subscribe("orders").Error(404, "Unknown symbol"), []),
        ("no channels", () => Virtuoso.Ready().Subscribe("orders").Server("""{"event":"subscribed","params":{"exchange":"binance","symbols":["BTCUSDT"]},"timestamp":1763121600000}"""), ["FAIL virtuoso.subscribe.006"]),
        ("the secret in the login", () => Virtuoso.New().Open("/ws").Client("""{"action":"authenticate","api_key":"demo-key","timestamp":1763121600000,"signature":"abc","api_secret":"s"}""").Authenticated(), ["INFO virtuoso.auth.017"]),
        ("other channels", () => Virtuoso.Ready().Subscribe("orders", "trades").Acknowledge("orders"), ["FAIL virtuoso.subscribe.006"]),
        ("the channels in another order", () => Virtuoso.Ready().Subscribe("orders", "trades").Acknowledge("trades", "orders"), ["INFO virtuoso.subscribe.011"]),
        ("other symbols", () => Virtuoso.Ready().Asks("subscribe", ["orders"], "\"BTCUSDT\",\"ETHUSDT\"").Acknowledge("orders"), ["FAIL virtuoso.subscribe.007"]),
        ("the symbols in another order", () => Virtuoso.Ready().Asks("subscribe", ["orders"], "\"BTCUSDT\",\"ETHUSDT\"").Acks("subscribed", ["orders"], "\"ETHUSDT\",\"BTCUSDT\""), ["INFO virtuoso.subscribe.011"]),
        ("no depth", () => Virtuoso.Ready().Asks("subscribe", ["orderbook"], more: ",\"depth\":5").Acknowledge("orderbook"), ["FAIL virtuoso.subscribe.007"]),
        ("a depth in other words", () => Virtuoso.Ready().Asks("subscribe", ["orderbook"], more: ",\"depth\":5").Acks("subscribed", ["orderbook"], more: ",\"depth\":5.0"), []),
        ("a default depth added", () => Virtuoso.Ready().Subscribe("orderbook").Acks("subscribed", ["orderbook"], more: ",\"depth\":10"), []),
        ("no timestamp", () => Virtuoso.Ready().Subscribe("orders").Server("""{"event":"subscribed","channels":["orders"],"params":{"exchange":"binance","symbols":["BTCUSDT"]}}"""), ["FAIL virtuoso.subscribe.008"]),
        ("params out of nowhere", () => Virtuoso.Ready().Client("""{"action":"subscribe","channels":["system_events"]}""").Acknowledge("system_events"), ["INFO virtuoso.subscribe.014"]),
        ("system_events refused without params", () => Virtuoso.Ready().Client("""{"action":"subscribe","channels":["system_events"]}""").Error(400, "params missing"), ["FAIL virtuoso.system-events.001"]),
        ("two requests answered in the other order", () => Virtuoso.Ready().Subscribe("orders").Subscribe("trades").Acknowledge("trades").Acknowledge("orders").Data("orders").Data("trades"), []),
        ("unsubscribed", () => Virtuoso.Subscribed("orders").Unsubscribe("orders").Acks("unsubscribed", ["orders"]), []),
        ("unsubscribe not answered", () => Virtuoso.Subscribed("orders").Unsubscribe("orders").After(11).Observed(), ["FAIL virtuoso.unsubscribe.002"]),
        ("unsubscribe refused", () => Virtuoso.Subscribed("orders").Unsubscribe("orders").Error(400), ["FAIL virtuoso.unsubscribe.002"]),
        ("unsubscribe of nothing refused", () => Virtuoso.Ready().Unsubscribe("orders").Error(400), ["INFO virtuoso.unsubscribe.008"]),
        ("unsubscribe with other channels", () => Virtuoso.Subscribed("orders").Unsubscribe("orders").Acks("unsubscribed", ["trades"]), ["FAIL virtuoso.unsubscribe.003"]),
        ("unsubscribe with other symbols", () => Virtuoso.Subscribed("orders").Unsubscribe("orders").Acks("unsubscribed", ["orders"], "\"ETHUSDT\""), ["FAIL virtuoso.unsubscribe.004"]),
        ("unsubscribe without timestamp", () => Virtuoso.Subscribed("orders").Unsubscribe("orders").Server("""{"event":"unsubscribed","channels":["orders"],"params":{"exchange":"binance","symbols":["BTCUSDT"]}}"""), ["FAIL virtuoso.unsubscribe.005"]),
        ("data for another symbol", () => Virtuoso.Subscribed("orders").Data("orders", Virtuoso.Order(symbol: "ETHUSDT"), "ETHUSDT"), ["FAIL virtuoso.subscribe.010"]),
        ("data of another channel", () => Virtuoso.Subscribed("orders").Data("trades"), ["FAIL virtuoso.subscribe.010"]),
        ("data before the acknowledgement", () => Virtuoso.Ready().Subscribe("orders").Data("orders").Acknowledge("orders"), []),
        ("data after unsubscribing", () => Virtuoso.Subscribed("orders").Unsubscribe("orders").Acks("unsubscribed", ["orders"]).Data("orders"), ["FAIL virtuoso.unsubscribe.006"]),
        ("data until the acknowledgement", () => Virtuoso.Subscribed("orders").Unsubscribe("orders").Data("orders").Acks("unsubscribed", ["orders"]), []),
        ("nothing for a ticker", () => Virtuoso.Subscribed("market_data").At(29).Ping().Pong().At(31).Observed(), ["INFO virtuoso.heartbeat.009", "INCONCLUSIVE virtuoso.subscribe.009"]),
        ("nothing for orders", () => Virtuoso.Subscribed("orders").At(30).Ping().Pong().At(35).Observed(), []),
        ("the other one stops too", () => Virtuoso.Subscribed("market_data", "orderbook").Data("market_data").Data("orderbook").Unsubscribe("orderbook").Acks("unsubscribed", ["orderbook"]).At(30).Ping().Pong().At(31).Observed(), ["INFO virtuoso.unsubscribe.007"]),
        ("the other one goes on", () => Virtuoso.Subscribed("market_data", "orderbook").Data("market_data").Data("orderbook").Unsubscribe("orderbook").Acks("unsubscribed", ["orderbook"]).At(20).Data("market_data").At(45).Observed(), []));

    [Theory]
    [MemberData(nameof(Replies))]
    public void Reply_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Errors() => Stories.Table(
        ("told 400", () => Virtuoso.Ready().Client("{").Error(400), [Broken]),
        ("told nothing", () => Virtuoso.Ready().Client("{").After(11).Observed(), [Broken, "FAIL virtuoso.errors.001"]),
        ("told 404", () => Virtuoso.Ready().Client("{").Error(404), [Broken, "INFO virtuoso.errors.004"]),
        ("cut off", () => Virtuoso.Ready().Client("{").Goodbye("bye", 1008), [Broken, "FAIL virtuoso.errors.001"]),
        ("told and cut off", () => Virtuoso.Ready().Client("{").Error(400).Goodbye("bye", 1008), [Broken, "INFO virtuoso.errors.010"]),
        ("one unknown channel taken", () => Virtuoso.Ready().Subscribe("orders", "news").Acknowledge("orders", "news"), ["FAIL virtuoso.subscribe.003", "INFO virtuoso.subscribe.012"]),
        ("missing params taken", () => Virtuoso.Ready().Client("""{"action":"subscribe","channels":["orders"]}""").Server($$"""{"event":"subscribed","channels":["orders"],"params":{},"timestamp":{{Virtuoso.At}}}"""), ["INFO virtuoso.subscribe.013", "INFO virtuoso.errors.004"]),
        ("a blank symbol taken", () => Virtuoso.Ready().Asks("subscribe", ["orders"], "\" \"").Acks("subscribed", ["orders"], "\" \""), ["FAIL virtuoso.errors.003"]),
        ("a bad symbol with another code", () => Virtuoso.Ready().Asks("subscribe", ["orders"], "\"btc/\"").Error(422, "Invalid symbol format"), ["FAIL virtuoso.errors.003", "INFO virtuoso.errors.009"]),
        ("an unknown symbol as 400", () => Virtuoso.Ready().Subscribe("orders").Error(400, "Unknown symbol BTCUSDT"), ["INFO virtuoso.errors.005"]),
        ("a read-only key as 401", () => Virtuoso.Ready().Subscribe("orders").Error(401, "Read Only key"), ["INFO virtuoso.errors.006"]),
        ("too many as 503", () => Virtuoso.Ready().Subscribe("orders").Error(503, "Too many requests"), ["INFO virtuoso.errors.007", "INFO virtuoso.errors.009"]),
        ("an error without a code", () => Virtuoso.Ready().Client("{").Server($$"""{"event":"error","message":"x","timestamp":{{Virtuoso.At}}}"""), [Broken, "FAIL virtuoso.errors.002"]));

    private const string Broken = "FAIL virtuoso.request.001";

    [Theory]
    [MemberData(nameof(Errors))]
    public void Error_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Heartbeats() => Stories.Table(
        ("pinged and answered", () => Virtuoso.Ready().At(30).Ping().After(1).Pong().At(61).Ping().Pong(), []),
        ("never pinged", () => Virtuoso.Ready().At(41).Observed(), ["FAIL virtuoso.heartbeat.001"]),
        ("pinged early", () => Virtuoso.Ready().At(15).Ping().Pong(), ["INFO virtuoso.heartbeat.009"]),
        ("pinged although the client spoke", () => Virtuoso.Ready().At(10).Subscribe("orders").Acknowledge("orders").At(30).Ping().Pong(), ["INFO virtuoso.heartbeat.009"]),
        ("pinged before authentication", () => Connected().At(5).Ping().Pong().Authenticate().Authenticated(), []),
        ("a WebSocket ping does not count", () => Virtuoso.Ready().At(20).Ping(Party.Server, "x").Pong(Party.Client, "x").At(30).Ping().Pong(), []),
        ("not answered, ended", () => Virtuoso.Ready().At(30).Ping().At(40).Goodbye("Heartbeat timeout", 1008), ["WARN virtuoso.heartbeat.003"]),
        ("not answered, ended in another way", () => Virtuoso.Ready().At(30).Ping().At(40).Goodbye("Session timeout", 1000), ["WARN virtuoso.heartbeat.003", "INFO virtuoso.heartbeat.011"]),
        ("not answered, kept", () => Virtuoso.Ready().At(30).Ping().At(51).Observed(), ["WARN virtuoso.heartbeat.003", "FAIL virtuoso.heartbeat.007"]),
        ("answered with something else, kept", () => Virtuoso.Ready().At(30).Ping().At(35).Subscribe("orders").Acknowledge("orders").At(51).Observed(), ["WARN virtuoso.heartbeat.003", "INFO virtuoso.heartbeat.010"]),
        ("answered, ended for it", () => Virtuoso.Ready().At(30).Ping().At(35).Pong().At(40).Goodbye("Heartbeat timeout", 1008), ["FAIL virtuoso.heartbeat.008"]),
        ("ended too soon", () => Virtuoso.Ready().At(30).Ping().At(35).Goodbye("Heartbeat timeout", 1008), ["FAIL virtuoso.heartbeat.008"]),
        ("answered late", () => Virtuoso.Ready().At(30).Ping().At(41).Pong(), ["WARN virtuoso.heartbeat.004"]),
        ("answered without a timestamp", () => Virtuoso.Ready().At(30).Ping().Client("""{"action":"pong"}"""), ["WARN virtuoso.heartbeat.006"]),
        ("a ping without a timestamp", () => Virtuoso.Ready().At(30).Server("""{"event":"ping"}""").Pong(), ["FAIL virtuoso.heartbeat.002"]),
        ("the client's ping answered", () => Virtuoso.Ready().Client("""{"action":"ping"}""").Server($$"""{"event":"pong","timestamp":{{Virtuoso.At}}}"""), []),
        ("the client's ping ignored", () => Virtuoso.Ready().Client("""{"action":"ping"}""").After(6).Observed(), ["INFO virtuoso.heartbeat.012"]),
        ("the client leaves over a ping", () => Virtuoso.Ready().At(30).Ping().At(33).Closed(Party.Client, 1000), []));

    [Theory]
    [MemberData(nameof(Heartbeats))]
    public void Heartbeat_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Endings() => Stories.Table(
        ("told and ended", () => Virtuoso.Ready().Goodbye("Session timeout", 1000), []),
        ("ended without a word", () => Virtuoso.Ready().Closed(Party.Server, 1001), ["INFO virtuoso.close.001"]),
        ("ended by the WebSocket", () => Virtuoso.Ready().Closed(Party.Server, 1009), []),
        ("told and not ended", () => Virtuoso.Ready().Server($$"""{"event":"close","message":"x","code":1000,"timestamp":{{Virtuoso.At}}}""").After(11).Observed(), ["FAIL virtuoso.close.003"]),
        ("told without a code", () => Virtuoso.Ready().Server($$"""{"event":"close","message":"x","timestamp":{{Virtuoso.At}}}""").Closed(Party.Server, 1000), ["FAIL virtuoso.close.002"]),
        ("another code", () => Virtuoso.Ready().Server($$"""{"event":"close","message":"x","code":1000,"timestamp":{{Virtuoso.At}}}""").Closed(Party.Server, 1001), ["INFO virtuoso.close.004"]),
        ("an uncommon code", () => Virtuoso.Ready().Goodbye("x", 4000), ["INFO virtuoso.close.005"]),
        ("the client leaves", () => Virtuoso.Ready().Closed(Party.Client, 1000), []));

    [Theory]
    [MemberData(nameof(Endings))]
    public void End_is_judged(Story story) => story.Check();

    public static TheoryData<Story> Returns() => Stories.Table(
        ("subscribes again", () => Virtuoso.Subscribed("orders").Data("orders").Reset(Party.Server).After(1).Open("/ws").Authenticate().Authenticated().Subscribe("orders").Acknowledge("orders").After(20).Observed(), []),
        ("does not subscribe again", () => Virtuoso.Subscribed("orders").Data("orders").Reset(Party.Server).After(1).Open("/ws").Authenticate().Authenticated().After(20).Observed(), ["WARN duties.resume.001"]),
        ("subscribes twice", () => Virtuoso.Subscribed("orders").Data("orders").Reset(Party.Server).After(1).Open("/ws").Authenticate().Authenticated().Subscribe("orders").Acknowledge("orders").Subscribe("orders").Acknowledge("orders").After(20).Observed(), ["WARN duties.resume.002"]),
        ("what was refused is not missed", () => Virtuoso.Subscribed("orders").Subscribe("trades").Error(404, "Unknown symbol").Data("orders").Reset(Party.Server).After(1).Open("/ws").Authenticate().Authenticated().Subscribe("orders").Acknowledge("orders").After(20).Observed(), []),
        ("filled does not fall across the cut", () => Returning("0.05", "0.06"), []),
        ("filled falls across the cut", () => Returning("0.05", "0.04"), ["WARN virtuoso.orders.009"]));

    [Theory]
    [MemberData(nameof(Returns))]
    public void Return_is_judged(Story story) => story.Check();

    private static Session Connected() => Virtuoso.New().Open("/ws");

    private static Session Bad(string request) => Virtuoso.Ready().Client(request).Error(400, "Bad request");

    private static Session Returning(string before, string after) => Virtuoso.Subscribed("orders").Data("orders", Filled(before)).Reset(Party.Server).After(1)
        .Open("/ws").Authenticate().Authenticated().Subscribe("orders").Acknowledge("orders").Data("orders", Filled(after));

    private static string Filled(string filled)
    {
        var value = decimal.Parse(filled, System.Globalization.CultureInfo.InvariantCulture);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Virtuoso.Order(filled: filled, remaining: $"{0.1m - value}", fee: $"{value * 42.5m}")}");
    }

    private static Session Wild(string asked, string acknowledged) => Virtuoso.Ready()
        .Asks("subscribe", ["trades"], more: $",\"limit\":{asked}")
        .Acks("subscribed", ["trades"], more: $",\"limit\":{acknowledged}");
}
