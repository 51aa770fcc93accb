using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Harness.Mocks.Tests.Protocols.Virtuoso;

namespace Harness.Mocks.Tests.Hours;

internal sealed class VirtuosoHour : Hour
{
    /// <summary>Stand for a login of the trading key, of the one that may only read, and of one with a wrong secret.</summary>
    private static readonly string[] Logins = ["{trader}", "{trader}", "{trader}", "{reader}", "{stranger}"];

    private const string Pong = """{"action":"pong","timestamp":{now}}""";

    private static readonly string[] Channels = ["market_data", "orderbook", "trades", "orders", "positions", "system_events"];
    private static readonly string[] Symbols = ["BTCUSDT", "ETHUSDT", "BTCUSDT", "ETHUSDT", "NONEUSDT", "btc/usdt", ""];

    private static readonly string[] Odd =
    [
        "", "no json", "[]", "null", "{}", """{"action":"fly"}""", """{"action":"subscribe"}""", """{"action":"subscribe","channels":[]}""",
        """{"action":"subscribe","channels":["trades"]}""", """{"action":"subscribe","channels":["trades"],"params":[]}""",
        """{"action":"subscribe","channels":["system_events"]}""", """{"action":"unsubscribe","channels":["system_events"]}""",
        """{"action":"subscribe","channels":["orderbook"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"depth":0}}""",
        """{"action":"subscribe","channels":["orderbook"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"depth":3}}""",
        """{"action":"subscribe","channels":["market_data"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"type":"candles"}}""",
        """{"action":"authenticate","api_key":"demo-key","timestamp":9223372036854775807,"signature":"00"}""",
        """{"action":"\ud800"}""", """{"action":"ping","action":"ping"}""", """{"action":"pong"}""",
    ];

    public override string Slug => "virtuoso";

    public override string Target(int client) => "/ws";

    /// <summary>Even clients answer the server's pings; the others lose their connection for it now and then.</summary>
    public override string? Reply(string message) => message.StartsWith("""{"event":"ping",""", StringComparison.Ordinal) ? Pong : null;

    public override Gen<Deed> Deed(int client) => Gen.Frequency(
        (1, Gen.Constant(new Deed(client, DeedKind.Leave))),
        (1, Gen.Constant(new Deed(client, DeedKind.Connect))),
        (2, Gen.Constant(new Deed(client, DeedKind.Rest))),
        (3, Gen.Elements(Logins).Select(login => new Deed(client, DeedKind.Say, login))),
        (1, Gen.Elements(Odd).Select(text => new Deed(client, DeedKind.Say, text))),
        (1, Gen.Elements(Odd).Select(text => new Deed(client, DeedKind.SayBinary, text))),
        (1, Gen.Elements("""{"action":"ping"}""", Pong).Select(text => new Deed(client, DeedKind.Say, text))),
        (2, Request(client, "unsubscribe")),
        (5, Request(client, "subscribe")),
        (2, Order.Select(order => new Deed(client, DeedKind.Order, order))));

    public override Task<string> SpellAsync(HourPlay play, string text)
    {
        var now = play.Mock.Clock.GetUtcNow();
        return Task.FromResult(text switch
        {
            "{trader}" => VirtuosoPeer.Authenticate(now),
            "{reader}" => VirtuosoPeer.Authenticate(now, "readonly-key", "readonly-secret"),
            "{stranger}" => VirtuosoPeer.Authenticate(now, "demo-key", "no secret"),
            _ => text.Replace("{now}", now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
        });
    }

    private static Gen<string> Order =>
        from instrument in Gen.Elements("BTCUSDT", "ETHUSDT")
        from side in Gen.Elements("buy", "sell")
        from type in Gen.Elements("market", "limit", "limit", "stop-limit", "stop-market")
        from amount in Gen.Choose(0, 40)
        from price in Gen.Choose(-400, 400)
        from trigger in Gen.Choose(-400, 400)
        select JsonSerializer.Serialize(new
        {
            protocol = "virtuoso",
            instrument,
            side,
            type,
            amount = amount / 100m,
            price = Near(instrument, price),
            trigger_price = Near(instrument, trigger),
        });

    /// <summary>A price around the instrument's close of yesterday.</summary>
    private static decimal Near(string instrument, int steps) => instrument == "BTCUSDT" ? 42_600 + (steps * 0.5m) : 2_900 + (steps * 0.05m);

    private static Gen<Deed> Request(int client, string action) =>
        from channels in Some(Channels)
        from symbols in Gen.Frequency((6, Some("BTCUSDT", "ETHUSDT")), (1, Some(Symbols)))
        from exchange in Gen.Frequency((12, Gen.Constant("binance")), (1, Gen.Constant("nowhere")))
        select new Deed(client, DeedKind.Say, JsonSerializer.Serialize(new { action, channels, @params = new { exchange, symbols } }));
}
