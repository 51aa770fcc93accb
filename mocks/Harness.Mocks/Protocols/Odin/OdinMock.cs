using System.Text.Json;
using Harness.Mocks.Market;
using Harness.Mocks.Protocols.Odin.Messages;
using Harness.Mocks.Server;
using Harness.Wire;

namespace Harness.Mocks.Protocols.Odin;

/// <summary>Odin Streamer: no login, one endpoint, subscriptions that belong to a client_id, and data while the market is open.</summary>
internal sealed class OdinMock : IProtocolMock
{
    /// <summary>What can change of what a message shows: quotes alone do not.</summary>
    private const MarketChange Shown = MarketChange.Day | MarketChange.NewDay;

    private readonly World _world;

    public OdinMock(ProtocolSetting setting)
    {
        _world = setting.World;
        Stocks = new OdinStocks(setting);
        Sessions = new OdinSessions(_world, setting.Options.RestoredSessions);
        var endpoint = setting.Protocol.DefaultEndpoint;
        SocketEndpoints = [new SocketEndpoint(endpoint.Path, endpoint.Name, Admit)];
        IsOpen = _world.Exchanges.IsOpen(IndiaTime.Hours);
        _world.Exchanges.Follow(IndiaTime.Hours, MarketOpened);
    }

    public string Slug => "odin";

    public IReadOnlyList<HttpEndpoint> HttpEndpoints => [];

    public IReadOnlyList<SocketEndpoint> SocketEndpoints { get; }

    public OdinStocks Stocks { get; }

    public OdinSessions Sessions { get; }

    public OdinJson Json { get; } = new();

    /// <summary>Every connection that is greeted and not replaced.</summary>
    public Topic Everybody { get; } = new();

    /// <summary>Whether clients have been told that the market is open: no data comes before that, and none after they were told that it closed.</summary>
    public bool IsOpen { get; private set; }

    public DateTimeOffset Now => _world.Now;

    public string Stance(string name) => _world.Stances[name];

    public void MarketChanged(in MarketMove move)
    {
        if (!IsOpen || (move.Change & Shown) == MarketChange.None) return;
        if (Stocks.Of(move.Listing) is { Topic.HasSubscribers: true } stock) stock.Topic.Publish(Render(stock, move.Change));
    }

    public WireMessage Render(OdinStock stock, MarketChange change) => Json.Write(json => MarketData.Write(json, stock, change, Now));

    public Action? ReadRecorded(JsonElement message, ReadOnlyMemory<byte> utf8)
    {
        if (!message.TryGetProperty("type", out var type) || !type.ValueEquals("market_data")) return null;
        var named = Named(message, "token") ?? Named(message, "symbol");
        if (named is null) return null;
        IReadOnlyList<(Topic, WireMessage)> said = [(named.Topic, WireMessage.Text(utf8.Span))];
        return () =>
        {
            if (IsOpen) _world.Recorded!.Publish(said);
        };
    }

    /// <summary>What a client that has just subscribed is shown; null where nothing is known of it.</summary>
    public WireMessage? First(OdinStock stock) => _world.Recorded is { } recorded ? recorded.Last<WireMessage>(stock.Topic) : Render(stock, MarketChange.None);

    private OdinStock? Named(JsonElement message, string member) =>
        message.TryGetProperty(member, out var name) && name.ValueKind == JsonValueKind.String && Stocks.TryFind(name.GetString()!, out var stock, out _) ? stock : null;

    private Admission.Accept Admit(PeerRequest request)
    {
        var clientId = request.QueryValues("client_id").FirstOrDefault(id => id.Length > 0) ?? Sessions.NextClientId();
        return new Admission.Accept(connection => new OdinStream(this, clientId, connection)) { ClientId = clientId };
    }

    private void MarketOpened(bool isOpen)
    {
        IsOpen = isOpen;
        Everybody.Publish(Json.Render(MarketNotice.By(Stance("odin.broadcast"), isOpen, Now), clientId: null, Now));
    }
}
