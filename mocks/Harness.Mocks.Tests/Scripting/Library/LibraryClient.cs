using System.Text.Json;
using Harness.Mocks.Tests.Protocols.AirAlgo;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Odin;
using Harness.Mocks.Tests.Protocols.Virtuoso;

namespace Harness.Mocks.Tests.Scripting.Library;

/// <summary>What a simple client of one protocol says, and how it tells a price.</summary>
/// <param name="IsIdle">It subscribes to next to nothing, says nothing and answers nothing, so that only heartbeats cross the wire.</param>
internal sealed record LibraryClient(string Slug, bool IsIdle = false)
{
    /// <summary>Whether it needs a token before it connects.</summary>
    public bool NeedsToken => Slug is "ht-tse" or "ht-ime" or "airalgo";

    public string TokenPath => Slug == "airalgo" ? "/api/token/?api_key=demo-key" : "/auth/user/token/issue";

    public string Target => Slug switch
    {
        "ht-tse" => TseAddress.Isin(["best-limit", "aggregate"], ["IRO1FOLD0001", "IRT3SATF0001"]),
        "ht-ime" => "/data-engine/ime/live/data/websocket/contract/id?contract_id=1001&contract_id=1002",
        "odin" => $"{OdinPeer.Path}?client_id=app",
        "airalgo" => AirAlgoPeer.Socket,
        _ => "/ws",
    };

    public (string Name, string Value)[] Headers(string? token) => Slug is "ht-tse" or "ht-ime" ? [("Authorization", token!)] : [];

    /// <summary>What it says once it is connected. A client that comes back to Odin has its stocks still.</summary>
    public string[] Hello(int connection, string? token, DateTimeOffset now) => Slug switch
    {
        "odin" when connection == 1 => ["""{"action":"subscribe","stocks":["SBIN","RELIANCE"]}"""],
        "airalgo" => [AirAlgo("phx_join", $$"""{"access_token":"{{token}}"}"""), AirAlgo("subscribe", """{"list":["22","2885"]}""")],
        "virtuoso" when IsIdle => [VirtuosoPeer.Authenticate(now)],
        "virtuoso" => [VirtuosoPeer.Authenticate(now), VirtuosoPeer.Subscribe(["market_data", "orders", "system_events"], ["BTCUSDT", "ETHUSDT"])],
        _ => [],
    };

    /// <summary>The protocol's own sign of life, if it has one, or else something to say now and then.</summary>
    public string? Alive => Slug switch
    {
        "odin" => """{"action":"ping"}""",
        "airalgo" => """{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"7"}""",
        "virtuoso" when !IsIdle => VirtuosoPeer.Subscribe(["trades"], ["BTCUSDT"]),
        _ => null,
    };

    /// <summary>What it says to a message of the server.</summary>
    public string? Answer(JsonElement message) =>
        !IsIdle && Slug == "virtuoso" && Word(message, "event") == "ping" ? $$"""{"action":"pong","timestamp":{{message.GetProperty("timestamp").GetRawText()}}}""" : null;

    /// <summary>An order that it places on its socket, if the protocol takes them there.</summary>
    public string? Order => Slug == "airalgo"
        ? AirAlgo("order", """{"token_number":"2885","market_limit_sl":"market","price":0,"order_type":"B","trigger_price":0,"validity":"Day","quantity":20,"ltp":0}""")
        : null;

    /// <summary>An order that is placed from outside, if the protocol takes them there.</summary>
    public string? Injected => Slug == "virtuoso" && !IsIdle ? """{"protocol":"virtuoso","instrument":"BTCUSDT","side":"buy","type":"market","amount":0.1}""" : null;

    public bool IsPrice(JsonElement message) => Slug switch
    {
        "odin" => Word(message, "type") == "market_data",
        "airalgo" => Word(message, "event") == "ltp",
        "virtuoso" => Word(message, "channel") == "market_data",
        "ht-ime" => Word(message, "channel") == "IME Stream",
        _ => Word(message, "channel") is "best-limit" or "aggregate",
    };

    /// <summary>Whether it says something of an order, and what.</summary>
    public string? OrderStatus(JsonElement message) => Slug switch
    {
        "airalgo" when Word(message, "event") == "order_response" => Word(message.GetProperty("payload"), "status"),
        "virtuoso" when Word(message, "channel") == "orders" => Word(message.GetProperty("data"), "status"),
        _ => null,
    };

    public static string? Word(JsonElement message, string name) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string AirAlgo(string name, string payload) => $$"""{"topic":"api:demo-key","event":"{{name}}","payload":{{payload}},"ref":"1"}""";
}
