using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Harness.Mocks.Tests.Protocols.AirAlgo;

namespace Harness.Mocks.Tests.Hours;

internal sealed class AirAlgoHour : Hour
{
    /// <summary>Stands for an access token bought when it is said.</summary>
    private const string Token = "{token}";

    /// <summary>The same for the account whose tokens have expired when they are issued.</summary>
    private const string Expired = "{expired}";

    private static readonly string[] Tokens = ["22", "25", "2442", "2885", "35013", "3045", "999999", "", "RELIANCE", "سهام"];

    private static readonly string[] Odd =
    [
        "", "no json", "[]", "null", "{}", """{"topic":"api:demo-key","event":"subscribe","payload":null,"ref":"1"}""",
        """{"topic":"api:demo-key","event":"subscribe","payload":{"list":[]},"ref":""}""",
        """{"topic":"api:demo-key","event":"subscribe","payload":{"list":[22]},"ref":"7"}""",
        """{"topic":"api:demo-key","event":"unsubscribe","payload":{"list":"22"},"ref":"8"}""",
        """{"topic":"api:demo-key","event":"fly","payload":{},"ref":null}""",
        """{"topic":"api:demo-key","event":"order","payload":{},"ref":"9"}""",
        """{"topic":"api:demo-key","event":"order","payload":{"token_number":"2885","quantity":1e400},"ref":"9"}""",
        """{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"10","ref":"11"}""",
        """{"topic":"\ud800","event":"heartbeat","payload":{},"ref":"10"}""",
        """{"topic":"lobby","event":"phx_join","payload":{},"ref":"12","join_ref":"12"}""",
    ];

    public override string Slug => "airalgo";

    public override double Rate => 0.2;

    public override string Target(int client) => AirAlgoPeer.Socket;

    public override Gen<Deed> Deed(int client) => Gen.Frequency(
        (1, Gen.Constant(new Deed(client, DeedKind.Leave))),
        (1, Gen.Constant(new Deed(client, DeedKind.Connect))),
        (3, Gen.Elements(Token, Token, Token, "bad", Expired).Select(token => Say(client, "phx_join", new { access_token = token }))),
        (1, Gen.Constant(Say(client, "phx_leave", new { }))),
        (1, Gen.Elements(Odd).Select(text => new Deed(client, DeedKind.Say, text))),
        (1, Gen.Elements(Odd).Select(text => new Deed(client, DeedKind.SayBinary, text))),
        (2, Some(Tokens).Select(list => Say(client, "unsubscribe", new { list }))),
        (3, Some(Tokens).Select(list => Say(client, "subscribe", new { list }))),
        (3, Order.Select(order => Say(client, "order", order))));

    public override async Task<string> SpellAsync(HourPlay play, string text)
    {
        if (text.Contains(Token, StringComparison.Ordinal)) text = text.Replace(Token, await AirAlgoPeer.TokenAsync(play.Mock), StringComparison.Ordinal);
        if (text.Contains(Expired, StringComparison.Ordinal)) text = text.Replace(Expired, await AirAlgoPeer.TokenAsync(play.Mock, "expired-key"), StringComparison.Ordinal);
        return text;
    }

    /// <summary>Mostly good; one field in ten or so cannot be right.</summary>
    private static Gen<object> Order =>
        from token in Gen.Elements(Tokens)
        from kind in Gen.Elements("market", "limit", "sl", "slm", "stop")
        from price in Rarely(Gen.Choose(135_500, 138_500), 0)
        from trigger in Rarely(Gen.Choose(135_500, 138_500), 0)
        from side in Gen.Frequency((9, Gen.Elements("B", "S")), (1, Gen.Constant("X")))
        from validity in Gen.Frequency((14, Gen.Constant("Day")), (1, Gen.Constant("IOC")))
        from quantity in Rarely(Gen.Choose(1, 60), -1)
        from ltp in Rarely(Gen.Constant(137_000), 0)
        select (object)new { token_number = token, market_limit_sl = kind, price, order_type = side, trigger_price = trigger, validity, quantity, ltp };

    private static Gen<int> Rarely(Gen<int> usual, int rare) => Gen.Frequency((9, usual), (1, Gen.Constant(rare)));

    private static Deed Say(int client, string name, object payload) =>
        new(client, DeedKind.Say, $$"""{"topic":"{{AirAlgoPeer.Topic}}","event":"{{name}}","payload":{{JsonSerializer.Serialize(payload)}},"ref":"{{name}}"}""");
}
