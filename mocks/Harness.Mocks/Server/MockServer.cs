using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Harness.Fixtures.Catalog;
using Harness.Mocks.Server.InProcess;
using Harness.Mocks.Tls;
using Harness.Wire.Time;
using Harness.Wire.Transports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Harness.Mocks.Server;

/// <summary>
/// A server that plays the other side of the documented protocols, all of them on one port, and writes down every frame.
/// </summary>
public sealed class MockServer : IAsyncDisposable
{
    private const int LongestRequestLine = 1024 * 1024;

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
        Port = listener is null ? BoundPort(app) : 80;
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
        var authority = options.Tls ? OpenAuthority(options.TlsDirectory ?? CertificateAuthority.DefaultFolder) : null;

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();

        // A flush then ends only when the bytes are in the socket's hands: what is written straight to it cannot overtake the 101.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = 1);
        if (options.Tls) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options, authority));
        if (listener is not null) builder.Services.AddSingleton<IConnectionListenerFactory>(listener);
        var app = builder.Build();
        app.Run(host.HandleAsync);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            await app.DisposeAsync();
            await host.DisposeAsync();
            throw new MockServerException($"cannot listen on {options.Host}:{options.Port}: {problem.Message}; choose an address of this machine, and another port or 0 for a free one", problem);
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

    private static CertificateAuthority OpenAuthority(string folder)
    {
        try
        {
            return CertificateAuthority.OpenOrCreate(folder, TimeProvider.System.GetUtcNow());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new MockServerException($"TLS: {problem.Message}", problem);
        }
    }

    private static void Listen(KestrelServerOptions kestrel, MockServerOptions options, CertificateAuthority? authority)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
        kestrel.Limits.MaxConcurrentUpgradedConnections = null;
        // Subscribing is done in the query: ten thousand percent-encoded names have to fit into one handshake.
        kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        kestrel.Limits.MaxRequestBufferSize = LongestRequestLine * 2;
        // localhost is two addresses, and no one free port could be found for both at once.
        if (options is { Host: "localhost", Port: > 0 }) kestrel.ListenLocalhost(options.Port, Configure);
        else kestrel.Listen(options.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(options.Host), options.Port, Configure);

        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            if (authority is not null) listen.UseHttps(authority.Issue(options.Host, TimeProvider.System.GetUtcNow()));
            listen.Use(RawRequestLine.Use);
        }
    }

    private static int BoundPort(WebApplication app) =>
        new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;
}
