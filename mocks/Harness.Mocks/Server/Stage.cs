using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Replaying;
using Harness.Mocks.Scripting;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Server;

/// <summary>One life of a mock server, from its start or a reset on: the world, the protocols in it, and who answers which path.</summary>
internal sealed class Stage : IDisposable
{
    private readonly Dictionary<string, HttpTarget> _http = [];
    private readonly Dictionary<string, SocketTarget> _sockets = [];
    private readonly UndocumentedMock _undocumented = new();
    private readonly IReadOnlyList<IProtocolMock> _protocols;
    private readonly SocketHost _socketHost;
    private readonly HttpHost _httpHost;

    /// <param name="plan">What every life of the server has in common.</param>
    /// <param name="scenarios">Those of the start.</param>
    public Stage(StagePlan plan, IEnumerable<Scenario> scenarios)
    {
        var (options, clock, seed) = (plan.Options, plan.Options.TimeProvider, plan.Seeds.Seed);
        var market = new SimulatedMarket(plan.Catalogue.Values.SelectMany(instruments => instruments), seed, clock.GetUtcNow());
        World = new World(clock, plan.PeerClock, plan.Seeds, plan.Stances, market, new OrderDesk(seed), plan.Journal, plan.Redactor, plan.Meter, plan.Log);
        World.Exchanges = new Exchanges(World, options.FollowMarketHours);
        var shared = new Dictionary<Type, object>();
        _protocols = [.. plan.Catalogue.Select(pair => ProtocolMocks.Make(new ProtocolSetting(World, pair.Key, pair.Value, options, shared)))];
        World.Feed = new Feed(World, _protocols, options.RecordedFeed is null ? options : options with { Rate = 0 });
        if (options.RecordedFeed is { } recorded) World.Recorded = new RecordedFeed(World, _protocols, recorded);
        World.Scripts = new ScriptHost(new ScriptSettings
        {
            Clock = clock,
            Seed = seed,
            Schedule = World.Schedule,
            Journal = new ScriptLog((level, connection, text) => World.Log(level, "scenario", connection, text), plan.Redactor),
            Changed = () => World.TakeStances(options.Stances),
            Orders = new ScriptedOrders(World, () => OrderEntries),
        });
        foreach (var scenario in scenarios) World.Scripts.Add(scenario, lasting: true);
        _socketHost = new SocketHost(World, options, World.Connections);
        _httpHost = new HttpHost(World, options.MaxBodyBytes);
        plan.Meter.World = World;
        foreach (var protocol in _protocols) Listen(protocol);
    }

    public World World { get; }

    /// <summary>Who takes orders from outside the wire, by protocol.</summary>
    public IReadOnlyDictionary<string, IOrderEntry> OrderEntries =>
        _protocols.Where(protocol => protocol.Orders is not null).ToDictionary(protocol => protocol.Slug, protocol => protocol.Orders!);

    /// <summary>Whether everybody has gone.</summary>
    public bool IsEmpty => World.Connections.Open == 0;

    /// <summary>Where something answers, exactly.</summary>
    public IReadOnlyList<string> Paths => [.. _http.Keys.Concat(_sockets.Keys).Distinct()];

    public IReadOnlyList<string> Slugs => [.. _protocols.Select(protocol => protocol.Slug)];

    public Task HandleAsync(HttpContext context)
    {
        var request = PeerRequests.From(context);
        if (_sockets.TryGetValue(request.Path, out var socket)) return _socketHost.HandleAsync(context, request, socket);
        if (_http.TryGetValue(request.Path, out var http)) return _httpHost.HandleAsync(context, request, http);
        return World.Enter(() => World.Scripts.Plays(request.Path))
            ? PlayUndocumentedAsync(context, request)
            : _httpHost.NotFoundAsync(context, request, [.. _http.Values.SelectMany(Describe), .. _sockets.Keys.Select(known => $"WS {known}")], MeantFor(request));
    }

    /// <summary>Says goodbye to everybody, and to whoever still comes.</summary>
    public void Close(string reason) => World.Enter(() =>
    {
        World.Ending = reason;
        World.Connections.CloseAll(1001, reason);
        World.Feed.Dispose();
        World.Recorded?.Dispose();
        World.Exchanges.Dispose();
    });

    /// <summary>Ends the connections that are still there. The HTTP server then has nothing left to wait for.</summary>
    public void Stop() => _socketHost.Stop();

    public void Dispose() => _socketHost.Dispose();

    private void Listen(IProtocolMock protocol)
    {
        foreach (var endpoint in protocol.HttpEndpoints)
        {
            // A service that protocols share is one endpoint: the first answers, all own its exchanges.
            if (_http.TryGetValue(endpoint.Path, out var shared)) shared.Slugs.Add(protocol.Slug);
            else _http.Add(endpoint.Path, new HttpTarget(endpoint, [protocol.Slug]));
        }

        foreach (var endpoint in protocol.SocketEndpoints) _sockets.Add(endpoint.Path, new SocketTarget(protocol, endpoint));
    }

    private Task PlayUndocumentedAsync(HttpContext context, PeerRequest request) =>
        request.Header("Upgrade") is null
            ? _httpHost.HandleAsync(context, request, new HttpTarget(_undocumented.Answer(request.Path), [_undocumented.Slug]))
            : _socketHost.HandleAsync(context, request, new SocketTarget(_undocumented, _undocumented.Endpoint(request.Path)));

    /// <summary>
    /// The protocols that a request to nowhere was most likely meant for: a handshake's is the one whose path it comes nearest to, a plain request's
    /// the one whose path is near or begins with the same word, or the only one that is played.
    /// </summary>
    private IReadOnlyList<string> MeantFor(PeerRequest request)
    {
        if (request.Header("Upgrade") is not null && _sockets.Count > 0)
        {
            return [_sockets[NearestWord.To(request.Path, _sockets.Keys) ?? _sockets.Keys.MaxBy(path => path.AsSpan().CommonPrefixLength(request.Path))!].Protocol.Slug];
        }

        var near = NearestWord.To(request.Path, _http.Keys) ?? _http.Keys.FirstOrDefault(path => FirstSegment(path) == FirstSegment(request.Path));
        return near is not null ? _http[near].Slugs : Slugs is [var only] ? [only] : [];
    }

    private static string FirstSegment(string path) => path.TrimStart('/').Split('/')[0];

    private static IEnumerable<string> Describe(HttpTarget target) => target.Endpoint.Methods.Select(method => $"{method} {target.Endpoint.Path}");
}

/// <summary>An HTTP endpoint and the protocols that use it.</summary>
internal sealed record HttpTarget(HttpEndpoint Endpoint, List<string> Slugs);

internal sealed record SocketTarget(IProtocolMock Protocol, SocketEndpoint Endpoint);
