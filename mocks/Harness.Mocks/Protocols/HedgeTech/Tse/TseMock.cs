using System.Text.Json;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Market;
using Harness.Mocks.Protocols.HedgeTech.Tokens;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.HedgeTech.Tse;

/// <summary>The TSE and IFB data engine: a token over HTTP, then everything else in the handshake's query.</summary>
internal sealed class TseMock : IProtocolMock
{
    private readonly World _world;
    private readonly TokenService _tokens;
    private readonly TseEndpoint[] _endpoints;

    public TseMock(World world, TokenService tokens, Protocol protocol, IReadOnlyDictionary<string, Listing> byIsin, IReadOnlyDictionary<string, Listing> byName)
    {
        _world = world;
        _tokens = tokens;
        var clock = new EngineTime(() => world.Stances["ht.timezone"]);
        _endpoints =
        [
            new TseEndpoint(clock, "isin", "symbol_isins", "symbolIsin", byIsin),
            new TseEndpoint(clock, "name", "symbol_names", "symbolName", byName),
        ];
        HttpEndpoints = [new HttpEndpoint(TokenService.Path, ["POST"], tokens.Issue)];
        SocketEndpoints = [.. _endpoints.Select(endpoint => new SocketEndpoint(protocol.Endpoint(endpoint.Name)!.Path, endpoint.Name, request => Admit(endpoint, request)))];
    }

    public string Slug => "ht-tse";

    public IReadOnlyList<HttpEndpoint> HttpEndpoints { get; }

    public IReadOnlyList<SocketEndpoint> SocketEndpoints { get; }

    public void MarketChanged(in MarketMove move)
    {
        foreach (var endpoint in _endpoints) endpoint.MarketChanged(move);
    }

    public Action? ReadRecorded(JsonElement message, ReadOnlyMemory<byte> utf8)
    {
        if (RecordedMessage.Text(message, "channel") is not { } word || TseChannels.IndexOf(word) is not (>= 0 and var channel)) return null;
        foreach (var endpoint in _endpoints)
        {
            if (RecordedMessage.Text(message, endpoint.IdentifierName) is not { } identifier || endpoint.Find(identifier) is not { } listing) continue;
            var said = _endpoints.Select(other => other.FindTopic(listing, channel)).OfType<TseTopic>()
                .Select(topic => (topic.Topic, RecordedMessage.As(message, utf8, endpoint.IdentifierName, topic.IdentifierName, topic.Identifier)))
                .ToList();
            return () => _world.Recorded!.Publish(said);
        }

        return null;
    }

    private Admission Admit(TseEndpoint endpoint, PeerRequest request)
    {
        var token = _tokens.Check(request);
        if (!token.IsAccepted) return Rejection.Of(_world, token.Cause);
        var selection = TseSelection.Read(request, endpoint.SymbolsParameter, endpoint.Find, endpoint.Identifiers, out var cause);
        if (selection is null) return Rejection.Of(_world, cause) with { Credential = token.Account.Username };
        var symbols = request.QueryValues(endpoint.SymbolsParameter).ToHashSet();
        var credential = new CredentialWatch(_tokens, token.Claims);
        return new Admission.Accept(connection => new TseStream(_world, endpoint, selection, credential, connection, symbols))
        {
            Credential = token.Account.Username,
        };
    }
}
