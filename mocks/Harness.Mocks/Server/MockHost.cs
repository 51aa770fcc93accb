using Harness.Fixtures.Catalog;
using Harness.Mocks.Admin;
using Harness.Mocks.Journal;
using Harness.Mocks.Market;
using Harness.Mocks.Orders;
using Harness.Mocks.Scripting;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Server;

/// <summary>What stands behind the HTTP server: the world, the protocols in it, and who answers which path.</summary>
internal sealed class MockHost : IAsyncDisposable
{
    private readonly Dictionary<string, HttpTarget> _http = [];
    private readonly Dictionary<string, SocketTarget> _sockets = [];
    private readonly UndocumentedMock _undocumented = new();
    private readonly IReadOnlyList<IProtocolMock> _protocols;
    private readonly SocketHost _socketHost;
    private readonly HttpHost _httpHost;
    private readonly AdminApi _admin;
    private readonly JournalFolder? _folder;

    private MockHost(MockServerOptions options, World world, IReadOnlyList<IProtocolMock> protocols)
    {
        _folder = options.JournalDirectory is { } folder ? new JournalFolder(folder, world.Redactor, problem => world.Log(MockLogLevel.Error, "journal", null, problem)) : null;
        if (_folder is not null) world.Journal.Attach(_folder);
        World = world;
        _protocols = protocols;
        AdminToken = AdminAddress.Token(options);
        _socketHost = new SocketHost(world, options, Connections);
        _httpHost = new HttpHost(world, options.MaxBodyBytes);
        _admin = new AdminApi(this, options, new AdminGuard(AdminToken));
        foreach (var protocol in protocols)
        {
            foreach (var endpoint in protocol.HttpEndpoints)
            {
                // A service that protocols share is one endpoint: the first answers, all own its exchanges.
                if (_http.TryGetValue(endpoint.Path, out var shared)) shared.Slugs.Add(protocol.Slug);
                else _http.Add(endpoint.Path, new HttpTarget(endpoint, [protocol.Slug]));
            }

            foreach (var endpoint in protocol.SocketEndpoints) _sockets.Add(endpoint.Path, new SocketTarget(protocol, endpoint));
        }
    }

    public World World { get; }

    public ConnectionTable Connections => World.Connections;

    public string? AdminToken { get; }

    /// <summary>What judges the sessions, if anything does.</summary>
    public IFindingsSource? Findings { get; set; }

    /// <summary>Fires when the server stops: whoever streams to a caller ends then.</summary>
    public CancellationToken Stopping => _socketHost.Stopping;

    /// <summary>Who takes orders from outside the wire, by protocol.</summary>
    public IReadOnlyDictionary<string, IOrderEntry> OrderEntries => EntriesOf(_protocols);

    public IReadOnlyList<string> Slugs => [.. _protocols.Select(protocol => protocol.Slug)];

    public static MockHost Create(MockServerOptions options, Seeds seeds, StanceSettings stances, TimeProvider peerClock)
    {
        var slugs = options.Protocols.Count == 0 ? ProtocolMocks.Slugs : ProtocolMocks.Slugs.Where(options.Protocols.Contains);
        var catalogue = slugs.Select(slug => ProtocolCatalog.Embedded.Find(slug)!).ToDictionary(
            protocol => protocol,
            protocol => Catalogue.Grow(protocol.Slug, protocol.Instruments, options.Instruments, seeds.Seed));
        var clock = options.TimeProvider;
        var market = new SimulatedMarket(catalogue.Values.SelectMany(instruments => instruments), seeds.Seed, clock.GetUtcNow());
        var journal = new Journal.Journal(clock, options.JournalBytes, options.OneSession);
        var world = new World(clock, peerClock, seeds, stances, market, new OrderDesk(seeds.Seed), journal, options.Log);
        world.Exchanges = new Exchanges(world, options.FollowMarketHours);
        var shared = new Dictionary<Type, object>();
        var protocols = catalogue.Select(pair => ProtocolMocks.Make(new ProtocolSetting(world, pair.Key, pair.Value, options, shared))).ToList();
        world.Feed = new Feed(world, protocols, options.Rate);
        world.Scripts = new ScriptHost(new ScriptSettings
        {
            Clock = clock,
            Seed = seeds.Seed,
            Schedule = world.Schedule,
            Journal = new ScriptLog((level, connection, text) => world.Log(level, "scenario", connection, text)),
            Orders = new ScriptedOrders(world, () => EntriesOf(protocols)),
        });
        foreach (var scenario in options.Scenarios) world.Scripts.Add(scenario, lasting: true);
        return new MockHost(options, world, protocols);
    }

    public Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (path.StartsWith(AdminApi.Prefix, StringComparison.Ordinal)) return _admin.HandleAsync(context);
        var request = PeerRequests.From(context);
        if (_sockets.TryGetValue(request.Path, out var socket)) return _socketHost.HandleAsync(context, request, socket);
        if (_http.TryGetValue(request.Path, out var http)) return _httpHost.HandleAsync(context, request, http);
        return World.Enter(() => World.Scripts.Plays(request.Path))
            ? PlayUndocumentedAsync(context, request)
            : _httpHost.NotFoundAsync(context, request, [.. _http.Values.SelectMany(Describe), .. _sockets.Keys.Select(known => $"WS {known}")], MeantFor(request));
    }

    private Task PlayUndocumentedAsync(HttpContext context, PeerRequest request) =>
        request.Header("Upgrade") is null
            ? _httpHost.HandleAsync(context, request, new HttpTarget(_undocumented.Answer(request.Path), [_undocumented.Slug]))
            : _socketHost.HandleAsync(context, request, new SocketTarget(_undocumented, _undocumented.Endpoint(request.Path)));

    public void Reset()
    {
        World.Enter(() =>
        {
            Connections.CloseAll(1001, "server reset");
            World.Exchanges.Order(null);
            foreach (var protocol in _protocols) protocol.Reset();
            World.Scripts.Reset();
            Connections.Forget();
        });
        World.Journal.Clear();
    }

    /// <summary>Says goodbye to everybody; the HTTP server then has nothing left to wait for.</summary>
    public void Stop() => _socketHost.Stop();

    public async ValueTask DisposeAsync()
    {
        World.Feed.Dispose();
        World.Exchanges.Dispose();
        _socketHost.Dispose();
        if (_folder is not null) await _folder.DisposeAsync();
    }

    /// <summary>The protocol whose socket path a handshake comes nearest to.</summary>
    private string? MeantFor(PeerRequest request)
    {
        if (request.Header("Upgrade") is null || _sockets.Count == 0) return null;
        var near = NearestWord.To(request.Path, _sockets.Keys) ?? _sockets.Keys.MaxBy(path => path.AsSpan().CommonPrefixLength(request.Path))!;
        return _sockets[near].Protocol.Slug;
    }

    private static Dictionary<string, IOrderEntry> EntriesOf(IEnumerable<IProtocolMock> protocols) =>
        protocols.Where(protocol => protocol.Orders is not null).ToDictionary(protocol => protocol.Slug, protocol => protocol.Orders!);

    private static IEnumerable<string> Describe(HttpTarget target) => target.Endpoint.Methods.Select(method => $"{method} {target.Endpoint.Path}");
}

/// <summary>An HTTP endpoint and the protocols that use it.</summary>
internal sealed record HttpTarget(HttpEndpoint Endpoint, List<string> Slugs);

internal sealed record SocketTarget(IProtocolMock Protocol, SocketEndpoint Endpoint);
