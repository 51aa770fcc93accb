using System.Buffers.Binary;
using System.Security.Cryptography;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server.InProcess;
using Harness.Wire.Time;
using Harness.Wire.Transports;
using Microsoft.AspNetCore.Builder;

namespace Harness.Mocks.Server;

/// <summary>
/// A server that plays the other side of the documented protocols, all of them on one port, and writes down every frame.
/// </summary>
public sealed class MockServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly MockHost _host;
    private readonly InProcessListener? _listener;
    private readonly string _scheme;
    private readonly string _authority;

    private MockServer(WebApplication app, MockHost host, InProcessListener? listener, MockServerOptions options)
    {
        _app = app;
        _host = host;
        _listener = listener;
        Options = options;
        Port = listener is null ? WebListener.PortOf(app) : 80;
        _scheme = options.Tls ? "s" : "";
        var name = options.Host.Contains(':', StringComparison.Ordinal) ? $"[{options.Host}]" : options.Host;
        _authority = listener is null ? FormattableString.Invariant($"{name}:{Port}") : "localhost";
    }

    /// <summary>Slugs of every protocol that can be played.</summary>
    public static IReadOnlyList<string> KnownProtocols => ProtocolMocks.Slugs;

    public MockServerOptions Options { get; }

    /// <summary>The port it listens on; 80, and nothing listens there, in process.</summary>
    public int Port { get; }

    /// <summary>What all randomness of this run comes from.</summary>
    public ulong Seed => _host.World.Seeds.Seed;

    /// <summary>Slugs it plays.</summary>
    public IReadOnlyList<string> Protocols => _host.Slugs;

    /// <summary><c>http://127.0.0.1:8080</c>, <c>https</c> with TLS.</summary>
    public Uri HttpUrl => new($"http{_scheme}://{_authority}");

    /// <summary><c>ws://127.0.0.1:8080</c>, <c>wss</c> with TLS: what endpoint paths are appended to.</summary>
    public Uri SocketUrl => new($"ws{_scheme}://{_authority}");

    /// <summary>What stands behind the protocols, for tests that move it by hand.</summary>
    internal World World => _host.World;

    /// <summary>Everything that crossed the wire.</summary>
    public Journal.Journal Journal => _host.Journal;

    /// <summary>What can be done to whoever is connected.</summary>
    public MockSockets Sockets => new(_host.World, _host.Connections);

    /// <summary>The scenarios that script it, which may come and go while it runs.</summary>
    public MockScenarios Scenarios => new(_host.World);

    /// <summary>The certificate authority that clients have to trust, PEM; null without TLS.</summary>
    public string? AuthorityPath { get; private init; }

    /// <summary>The bearer token that the admin API wants; null on loopback, where it wants none.</summary>
    public string? AdminToken => _host.AdminToken;

    /// <summary>Starts a server; when the task completes it accepts connections.</summary>
    /// <exception cref="MockServerException">The options are wrong or the address cannot be bound: every reason is named.</exception>
    public static async Task<MockServer> StartAsync(MockServerOptions options, CancellationToken cancellationToken = default)
    {
        OptionsCheck.Validate(options, out var stances);
        var clock = options.TimeProvider;
        var seed = options.Seed ?? BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) >> 12;
        var host = Create(options, new Seeds(seed), stances, options.PeerTimeProvider ?? (Clocks.IsManual(clock) ? clock : TimeProvider.System));

        InProcessListener? listener = null;
        if (options.Transport == MockTransport.InProcess) listener = new InProcessListener(() => Pair(clock));
        var authority = options.Tls ? WebListener.OpenAuthority(options.TlsDirectory) : null;

        var app = WebListener.Build(new ListenSettings(options.Host, options.Port) { Authority = authority, Listener = listener, MaxBodyBytes = options.MaxBodyBytes }, host.HandleAsync);
        try
        {
            await WebListener.StartAsync(app, options.Host, options.Port, cancellationToken);
        }
        catch (MockServerException)
        {
            await app.DisposeAsync();
            await host.DisposeAsync();
            throw;
        }

        return new MockServer(app, host, listener, options) { AuthorityPath = authority?.Path };
    }

    /// <summary>The full address of a protocol's endpoint, without a query.</summary>
    /// <param name="slug">A protocol this server plays.</param>
    /// <param name="endpoint">The endpoint's name; null takes the protocol's default.</param>
    public Uri Url(string slug, string? endpoint = null)
    {
        var protocol = ProtocolCatalog.Embedded.Find(slug) ?? throw new ArgumentException($"no protocol is called '{slug}'", nameof(slug));
        var found = endpoint is null ? protocol.DefaultEndpoint : protocol.Endpoint(endpoint);
        return new Uri(SocketUrl, found?.Path ?? throw new ArgumentException($"{slug} has no endpoint called '{endpoint}'", nameof(endpoint)));
    }

    /// <summary>In process: a new connection to the server, as <c>SocketsHttpHandler.ConnectCallback</c> wants one.</summary>
    /// <exception cref="InvalidOperationException">The server listens on a port.</exception>
    public ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return _listener is null
            ? throw new InvalidOperationException($"this server listens on {HttpUrl}; connect there, or start it with {nameof(MockTransport)}.{nameof(MockTransport.InProcess)}")
            : ValueTask.FromResult(_listener.Connect());
    }

    /// <summary>Loads a scenario; one of the same name is replaced. Its rules take hold on open connections as well, <c>on: open</c> excepted.</summary>
    /// <exception cref="Fixtures.Yaml.LocatedException">A template in it is broken; nothing has changed then.</exception>
    public void Load(Fixtures.Scenarios.Scenario scenario) => Scenarios.Add(scenario);

    /// <summary>Gives <c>/__admin/findings</c> something to tell.</summary>
    public void Plug(Admin.IFindingsSource findings) => _host.Findings = findings;

    /// <summary>
    /// Back to the start state: connections are closed with 1001, the journal and what was learned from peers are forgotten, and the scenarios are those
    /// of the start.
    /// </summary>
    public void Reset() => _host.Reset();

    public async ValueTask DisposeAsync()
    {
        _host.Stop();
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3), TimeProvider.System))
        {
            await _app.StopAsync(patience.Token);
        }

        await _app.DisposeAsync();
        await _host.DisposeAsync();
    }

    private static MockHost Create(MockServerOptions options, Seeds seeds, StanceSettings stances, TimeProvider peerClock)
    {
        try
        {
            return MockHost.Create(options, seeds, stances, peerClock);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new MockServerException($"journal folder {options.JournalDirectory}: the folder cannot be made: {problem.Message}", problem);
        }
    }

    private static (Stream Client, Stream Server) Pair(TimeProvider clock)
    {
        var (client, server) = InMemoryDuplex.CreatePair(quiet: (clock as ManualClock)?.Quiet);
        return (client, server);
    }
}
