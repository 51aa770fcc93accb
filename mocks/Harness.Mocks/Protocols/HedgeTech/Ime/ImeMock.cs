using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Market;
using Harness.Mocks.Protocols.HedgeTech.Tokens;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.HedgeTech.Ime;

/// <summary>The IME data engine: the same token as the TSE and IFB engine, contracts in the query, one channel with everything in it.</summary>
internal sealed class ImeMock : IProtocolMock
{
    private readonly World _world;
    private readonly TokenService _tokens;
    private readonly ImeEndpoint[] _endpoints;

    public ImeMock(World world, TokenService tokens, Protocol protocol, IReadOnlyDictionary<string, Listing> byId, IReadOnlyDictionary<string, Listing> byName)
    {
        _world = world;
        _tokens = tokens;
        var clock = new EngineTime(() => world.Stances["ht.timezone"]);
        _endpoints =
        [
            new ImeEndpoint(clock, "id", "contract_id", "contractId", byId),
            new ImeEndpoint(clock, "name", "contract_name", "contractName", byName),
        ];
        HttpEndpoints = [new HttpEndpoint(TokenService.Path, ["POST"], tokens.Issue)];
        SocketEndpoints =
            [.. _endpoints.Select(endpoint => new SocketEndpoint(protocol.Endpoint(endpoint.Name)!.Path, endpoint.Name, request => Admit(endpoint, request)))];
    }

    public string Slug => "ht-ime";

    public IReadOnlyList<HttpEndpoint> HttpEndpoints { get; }

    public IReadOnlyList<SocketEndpoint> SocketEndpoints { get; }

    public void MarketChanged(in MarketMove move)
    {
        foreach (var endpoint in _endpoints) endpoint.MarketChanged(move);
    }

    public Action? ReadRecorded(JsonElement message, ReadOnlyMemory<byte> utf8)
    {
        foreach (var endpoint in _endpoints)
        {
            if (RecordedMessage.Text(message, endpoint.IdentifierName) is not { } identifier || endpoint.Find(identifier) is not { } listing) continue;
            var said = _endpoints.Select(other => other.FindTopic(listing)).OfType<ImeTopic>()
                .Select(topic => (topic.Topic, RecordedMessage.As(message, utf8, endpoint.IdentifierName, topic.IdentifierName, topic.Identifier)))
                .ToList();
            return () => _world.Recorded!.Publish(said);
        }

        return null;
    }

    private Admission Admit(ImeEndpoint endpoint, PeerRequest request)
    {
        var token = _tokens.Check(request);
        if (!token.IsAccepted) return Rejection.Of(_world, token.Cause);
        var owner = token.Account.Username;
        if (token.Account.Is("no-ime")) return Rejection.Of(_world, "this account has no access to IME data") with { Credential = owner };
        var contracts = ImeSelection.Read(request, endpoint, out var cause);
        if (contracts is null) return Rejection.Of(_world, cause) with { Credential = owner };
        var symbols = request.QueryValues(endpoint.Parameter).ToHashSet();
        var credential = new CredentialWatch(_tokens, token.Claims);
        return new Admission.Accept(connection => new ImeStream(_world, endpoint, contracts, credential, connection, symbols)) { Credential = owner };
    }
}
