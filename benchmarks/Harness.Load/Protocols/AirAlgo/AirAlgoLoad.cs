using System.Text;
using Harness.Load.Clients;
using Harness.Load.Receiving;

namespace Harness.Load.Protocols.AirAlgo;

/// <summary>AirAlgo: joins its topic, subscribes, keeps its heart beating. A round trip is a market order until it is executed or rejected.</summary>
internal sealed class AirAlgoLoad : ILoadProtocol
{
    private const string JoinRef = "1";

    public string Protocol => "airalgo";

    public string? NoLatency => "the only time in a message, ltt, counts whole seconds";

    public string RoundTrip => "market order until executed or rejected";

    /// <summary>Half of the time after which Phoenix gives up a client that says nothing.</summary>
    public TimeSpan? Heartbeat => TimeSpan.FromSeconds(30);

    public string? NoRoundTrips(LoadOptions options) => options.MayOrder ? null : "orders are not placed at other people's systems without --allow-orders";

    public void Begin(LoadClient client) => client.Send($$"""{"topic":{{Topic(client)}},"event":"phx_join","payload":{"access_token":{{client.Json("token")}}},"ref":"{{JoinRef}}"}""");

    public void Beat(LoadClient client) => client.Send("""{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"3"}""");

    public void Ask(LoadClient client) => client.Send(
        $$"""{"topic":{{Topic(client)}},"event":"order","payload":{"token_number":{{client.Quoted(client.Symbols[0])}},"market_limit_sl":"market","price":0,"order_type":"B","trigger_price":0,"validity":"Day","quantity":1,"ltp":0},"ref":"4"}""");

    public Reading Read(LoadClient client, ReadOnlySpan<byte> message)
    {
        var named = JsonBytes.First(message, "\"event\""u8);
        if (named.SequenceEqual("ltp"u8)) return new Reading(true);
        if (named.SequenceEqual("phx_reply"u8)) ReadReply(client, message);
        else if (named.SequenceEqual("order_response"u8)) ReadOrder(client, message);
        else if (named.SequenceEqual("phx_error"u8) || named.SequenceEqual("phx_close"u8)) client.Fail(Encoding.UTF8.GetString(named));
        return Reading.Other;
    }

    private static void ReadReply(LoadClient client, ReadOnlySpan<byte> message)
    {
        if (!JsonBytes.First(message, "\"status\""u8).SequenceEqual("ok"u8)) client.Fail($"phx_reply: {Encoding.UTF8.GetString(JsonBytes.First(message, "\"reason\""u8))}");
        else if (JsonBytes.First(message, "\"ref\""u8).SequenceEqual("1"u8)) client.Send($$"""{"topic":{{Topic(client)}},"event":"subscribe","payload":{"list":[{{client.SymbolList}}]},"ref":"2"}""");
    }

    private static void ReadOrder(LoadClient client, ReadOnlySpan<byte> message)
    {
        var status = JsonBytes.First(message, "\"status\""u8);
        if (status.SequenceEqual("Rejected"u8))
        {
            client.Rejected();
            client.Answered();
        }
        else if (status.SequenceEqual("Executed"u8))
        {
            client.Answered();
        }
    }

    private static string Topic(LoadClient client) => client.Quoted($"api:{client.Known("api_key")}");
}
