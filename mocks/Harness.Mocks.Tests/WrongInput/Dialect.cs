using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.AirAlgo;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Virtuoso;

namespace Harness.Mocks.Tests.WrongInput;

/// <summary>How one protocol is spoken to: a connection that may ask for things, a request with a place for something wrong, and what the answers look like.</summary>
internal sealed record Dialect
{
    public required string Slug { get; init; }

    /// <summary>A connection past its greeting and its login.</summary>
    public required Func<PlayedMock, Task<Peer>> ConnectAsync { get; init; }

    /// <summary>A subscription whose list of instruments is the text given, brackets included.</summary>
    public required Func<string, string> Subscribe { get; init; }

    /// <summary>A request that is always served, with another member beside it; null where messages are ignored.</summary>
    public required Func<string, string>? Ping { get; init; }

    /// <summary>Stands in the answer to a ping.</summary>
    public string Pong { get; init; } = "";

    /// <summary>Stands in the answer to what is no message.</summary>
    public string Malformed { get; init; } = "";

    /// <summary>Stands in the answer to a request that names nothing that can be done.</summary>
    public string UnknownAction { get; init; } = "";

    /// <summary>What can be wrong in this protocol alone: a name, the text, and what stands in its answer.</summary>
    public IReadOnlyList<(string Name, string Text, string Answer)> Own { get; init; } = [];

    public static IReadOnlyList<Dialect> All { get; } =
    [
        new()
        {
            Slug = "ht-tse",
            ConnectAsync = async mock => await Peer.ConnectAsync(mock.Server, TseAddress.Good, ("Authorization", await mock.LogInAsync())),
            Subscribe = list => $$"""{"channels":["aggregate"],"symbol_isins":{{list}}}""",
            Ping = null,
        },
        new()
        {
            Slug = "ht-ime",
            ConnectAsync = async mock => await Peer.ConnectAsync(mock.Server, "/data-engine/ime/live/data/websocket/contract/id?contract_id=1001", ("Authorization", await mock.LogInAsync())),
            Subscribe = list => $$"""{"contract_id":{{list}}}""",
            Ping = null,
        },
        new()
        {
            Slug = "odin",
            ConnectAsync = async mock => await GreetedAsync(await Peer.ConnectAsync(mock.Server, "/enhanced-stream")),
            Subscribe = list => $$"""{"action":"subscribe","stocks":{{list}}}""",
            Ping = more => $$"""{"action":"ping"{{more}}}""",
            Pong = "\"type\":\"pong\"",
            Own =
            [
                ("stocks that all are unknown", """{"action":"subscribe","stocks":["NO_SUCH","99999999999999999999999999"]}""", "\"failed_stocks\":[\"NO_SUCH\",\"99999999999999999999999999\"]"),
                ("blank stocks", """{"action":"unsubscribe","stocks":[" ","\t"]}""", "\"unsubscribed_stocks\":[]"),
            ],
            Malformed = "\"type\":\"error\"",
            UnknownAction = "\"message\":\"Unknown action: ",
        },
        new()
        {
            Slug = "airalgo",
            ConnectAsync = async mock => (await AirAlgoPeer.JoinAsync(mock)).Wire,
            Subscribe = list => $$$"""{"topic":"api:demo-key","event":"subscribe","payload":{"list":{{{list}}}},"ref":"7"}""",
            Ping = more => $$"""{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"8"{{more}}}""",
            Pong = "\"status\":\"ok\"",
            Own =
            [
                .. Orders("quantity", "0", "0.5", "-1", "-0", "1180591620717411303424", "79228162514264337593543950335", "1e-20"),
                .. Orders("price", "-1", "0.5", "1180591620717411303424", "79228162514264337593543950335"),
                .. Orders("trigger_price", "-1", "79228162514264337593543950335"),
                .. Orders("ltp", "-1", "0.5"),
                ("an order for 1e400", Order("quantity", "1e400"), "\"reason\":\"quantity: out of range\""),
                ("an order at 1e99999999999999999999", Order("price", "1e99999999999999999999"), "\"reason\":\"price: out of range\""),
                ("an order for \"20\"", Order("quantity", "\"20\""), "\"reason\":\"quantity: expected an integer, but was a string\""),
                ("an order for a number as token", Order("token_number", "2885"), "\"reason\":\"token_number: expected a string, but was a number\""),
                ("a ref that is a number", """{"topic":"phoenix","event":"heartbeat","payload":{},"ref":1}""", "\"reason\":\"invalid message\""),
                ("a ref of 60,000 letters", $$"""{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"{{new string('r', 60_000)}}"}""", ""),
                ("a topic of 60,000 letters", $$"""{"topic":"api:{{new string('t', 60_000)}}","event":"subscribe","payload":{"list":["22"]},"ref":"1"}""", ""),
            ],
            Malformed = "\"reason\":\"invalid message\"",
            UnknownAction = "\"status\":\"error\"",
        },
        new()
        {
            Slug = "virtuoso",
            ConnectAsync = mock => mock.AuthenticateAsync(),
            Subscribe = list => $$$"""{"action":"subscribe","channels":["trades"],"params":{"exchange":"binance","symbols":{{{list}}}}}""",
            Ping = more => $$"""{"action":"ping"{{more}}}""",
            Pong = "\"event\":\"pong\"",
            Own =
            [
                .. ((string[])["0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1.5", "1647356789123000000"]).Select(time => ($"a login at {time}", Login(time), "\"code\":401")),
                .. ((string[])["1e400", "\"1647356789123\"", "null"]).Select(time => ($"a login at {time}", Login(time), "\"code\":400")),
                .. ((string[])["0", "101", "-0", "1.5", "1e400", "2147483648", "\"10\"", "null"]).Select(depth => ($"a depth of {depth}", Depth(depth), "\"code\":400")),
                ("a type nobody knows", """{"action":"subscribe","channels":["market_data"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"type":"candles"}}""", "\"code\":400"),
                ("an exchange of 60,000 letters", $$$"""{"action":"subscribe","channels":["trades"],"params":{"exchange":"{{{new string('e', 60_000)}}}","symbols":["BTCUSDT"]}}""", "\"code\":404"),
                ("a channel of 60,000 letters", $$"""{"action":"subscribe","channels":["{{new string('c', 60_000)}}"]}""", "\"code\":400"),
            ],
            Malformed = "\"code\":400",
            UnknownAction = "\"message\":\"Unknown action: ",
        },
    ];

    public static Dialect Of(string slug) => All.Single(dialect => dialect.Slug == slug);

    private static string Login(string timestamp) => $$"""{"action":"authenticate","api_key":"demo-key","timestamp":{{timestamp}},"signature":"00"}""";

    private static string Depth(string depth) => $$$"""{"action":"subscribe","channels":["orderbook"],"params":{"exchange":"binance","symbols":["BTCUSDT"],"depth":{{{depth}}}}}""";

    private static IEnumerable<(string Name, string Text, string Answer)> Orders(string field, params string[] values) =>
        values.Select(value => ($"an order with {field} {value}", Order(field, value), "\"status\":\"Rejected\""));

    /// <summary>A stop order that would be taken, but for one field.</summary>
    private static string Order(string field, string value)
    {
        var fields = new Dictionary<string, string>
        {
            ["token_number"] = "\"2885\"", ["market_limit_sl"] = "\"sl\"", ["price"] = "137000", ["order_type"] = "\"B\"",
            ["trigger_price"] = "136900", ["validity"] = "\"Day\"", ["quantity"] = "1", ["ltp"] = "137000",
        };
        fields[field] = value;
        var payload = string.Join(',', fields.Select(pair => $"\"{pair.Key}\":{pair.Value}"));
        return $$"""{"topic":"api:demo-key","event":"order","payload":{""" + payload + """},"ref":"9"}""";
    }

    private static async Task<Peer> GreetedAsync(Peer peer)
    {
        (await peer.NextAsync()).ShouldContain("welcome");
        return peer;
    }
}
