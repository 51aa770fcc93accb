using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Harness.Mocks.Tests.Hours;

internal sealed class OdinHour : Hour
{
    private static readonly string[] Stocks =
        ["SBIN", "3045", "RELIANCE", "2885", "tcs", " INFY ", "1333", "ITC", "424", "KOTAKBANK", "NO_SUCH_STOCK", "99999", "", "فولاد", "ICICIBANK", "356"];

    private static readonly string[] Odd =
    [
        "", "no json", "[]", "null", "{}", """{"action":null}""", """{"action":"fly"}""", """{"action":"subscribe"}""", """{"action":"subscribe","stocks":[]}""",
        """{"action":"unsubscribe","stocks":[]}""", """{"action":"subscribe","stocks":"SBIN"}""", """{"action":"subscribe","stocks":[3045]}""",
        """{"action":"ping","action":"ping"}""", """{"action":"\ud800"}""", """{"type":"request","action":"ping","timestamp":1e999}""",
    ];

    private static readonly string[] Questions = ["""{"action":"ping"}""", """{"action":"market_status"}""", """{"action":"get_subscriptions"}"""];

    public override string Slug => "odin";

    public override string Target(int client) => $"/enhanced-stream?client_id=client{client}";

    public override Gen<Deed> Deed(int client) => Gen.Frequency(
        (1, Gen.Constant(new Deed(client, DeedKind.Leave))),
        (1, Gen.Constant(new Deed(client, DeedKind.Connect))),
        (1, Gen.Elements(Odd).Select(text => new Deed(client, DeedKind.Say, text))),
        (1, Gen.Elements(Odd).Select(text => new Deed(client, DeedKind.SayBinary, text))),
        (3, Gen.Elements(Questions).Select(text => new Deed(client, DeedKind.Say, text))),
        (2, Request(client, "unsubscribe")),
        (4, Request(client, "subscribe")));

    private static Gen<Deed> Request(int client, string action) =>
        Some(Stocks).Select(stocks => new Deed(client, DeedKind.Say, JsonSerializer.Serialize(new { action, stocks })));
}
