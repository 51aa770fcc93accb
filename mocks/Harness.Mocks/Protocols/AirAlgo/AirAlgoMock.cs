using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Protocols.AirAlgo.Messages;
using Harness.Mocks.Protocols.AirAlgo.Prices;
using Harness.Mocks.Protocols.AirAlgo.Tokens;
using Harness.Mocks.Protocols.AirAlgo.Trading;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.AirAlgo;

/// <summary>AirAlgo: a token over HTTP, then Phoenix messages as JSON objects on one socket.</summary>
internal sealed class AirAlgoMock : IProtocolMock
{
    public const string Name = "airalgo";

    /// <summary>Phoenix's word for messages that are JSON objects; what a client that says nothing speaks.</summary>
    private const string SpokenVersion = "1.0.0";

    private readonly World _world;
    private readonly TokenService _tokens;
    private readonly PriceTopics _prices;
    private readonly OrderRoom _orders;

    public AirAlgoMock(ProtocolSetting setting)
    {
        _world = setting.World;
        var instruments = new InstrumentList(setting);
        var accounts = AirAlgoAccount.Open(_world, setting.Accounts);
        _tokens = new TokenService(_world, accounts, setting.Options.TokenLifetime);
        _prices = new PriceTopics(accounts, instruments);
        _orders = new OrderRoom(setting, accounts, instruments);

        var endpoint = setting.Protocol.DefaultEndpoint;
        HttpEndpoints = [new HttpEndpoint(TokenService.Path, ["GET", "POST"], _tokens.Issue)];
        SocketEndpoints = [new SocketEndpoint(endpoint.Path, endpoint.Name, Admit)];
    }

    public string Slug => Name;

    public IReadOnlyList<HttpEndpoint> HttpEndpoints { get; }

    public IReadOnlyList<SocketEndpoint> SocketEndpoints { get; }

    public IOrderEntry Orders => _orders;

    public void MarketChanged(in MarketMove move) => _prices.MarketChanged(move);

    public Action? ReadRecorded(JsonElement message, ReadOnlyMemory<byte> utf8) => _prices.ReadRecorded(
        message,
        static (topic, price) => topic.Publish(price),
        (token, price) => _world.Recorded!.Remember(RecordedPrice.KeyOf(token), new RecordedPrice(price)));

    private TimeSpan? Patience => Duration.TryParse(_world.Stances["airalgo.heartbeat"], out var patience) ? patience : null;

    private Admission Admit(PeerRequest request)
    {
        var other = request.QueryValues("vsn").FirstOrDefault(version => version != SpokenVersion);
        if (other is null) return new Admission.Accept(connection => new PhoenixSocket(_world, connection, _tokens, _prices, _orders, Patience));
        var cause = $"vsn {Quoted.Short(other)} is not spoken here: expected {SpokenVersion}, which is messages as JSON objects, or none";
        return new Admission.Refuse(403, cause) { Body = TokenService.Refusal(cause) };
    }
}
