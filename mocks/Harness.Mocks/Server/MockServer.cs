using System.Buffers.Binary;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Harness.Fixtures.Catalog;
using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Scenarios.Building;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server.Hosting;
using Harness.Mocks.Testing;

namespace Harness.Mocks.Server;

/// <summary>
/// A server that plays the other side of the documented protocols, all of them in one place, and writes down every frame. Any member may be called from
/// any thread, while clients come and go.
/// </summary>
public sealed class MockServer : IAsyncDisposable
{
    /// <summary>How long a reset waits for the peers it has closed before it ends their connections itself.</summary>
    private static readonly TimeSpan Leave = TimeSpan.FromSeconds(1);

    private readonly MockHost _host;
    private readonly IMockHosting _hosting;
    private readonly Reception _reception;
    private readonly Lazy<Task> _end;

    internal MockServer(MockHost host, IMockHosting hosting, MockServerOptions options)
    {
        _host = host;
        _hosting = hosting;
        _reception = new Reception(host);
        _end = new Lazy<Task>(EndAsync);
        Options = options;
        Orders = new MockOrders(host);
        Clock = new MockClock(options.TimeProvider);
        Accounts = new MockAccounts(host);
    }

    /// <summary>Slugs of every protocol that can be played.</summary>
    public static IReadOnlyList<string> KnownProtocols => ProtocolMocks.Slugs;

    /// <summary>What it was started with.</summary>
    public MockServerOptions Options { get; }

    /// <summary>The port it listens on; 80, and nothing listens there, in process and behind Microsoft.AspNetCore.TestHost.</summary>
    public int Port => HttpUrl.Port;

    /// <summary>What all randomness of this run comes from.</summary>
    public ulong Seed => _host.World.Seeds.Seed;

    /// <summary>Slugs it plays.</summary>
    public IReadOnlyList<string> Protocols => _host.Slugs;

    /// <summary><c>http://127.0.0.1:8080</c>, <c>https</c> with TLS; with the prefix where it is mounted under one.</summary>
    public Uri HttpUrl => _hosting.HttpUrl;

    /// <summary><c>ws://127.0.0.1:8080</c>, <c>wss</c> with TLS: what endpoint paths are appended to.</summary>
    public Uri SocketUrl => new("ws" + HttpUrl.ToString()["http".Length..]);

    /// <summary>The description of the admin API, as it is served.</summary>
    internal ReadOnlyMemory<byte> OpenApi => _host.OpenApi;

    /// <summary>Every route of the admin API, as it is described.</summary>
    internal IReadOnlyList<Admin.AdminRoute> AdminRoutes => _host.AdminRoutes;

    /// <summary>What stands behind the protocols, for tests that move it by hand.</summary>
    internal World World => _host.World;

    /// <summary>Everything that crossed the wire.</summary>
    public Journal.Journal Journal => _host.Journal;

    /// <summary>Its instruments, of the meter <c>Harness.Mocks</c>: what to compare with where several servers run in one process.</summary>
    public System.Diagnostics.Metrics.Meter Meter => _host.Meter.Meter;

    /// <summary>The sockets that are open: to look at, send on, close, cut.</summary>
    public MockConnections Connections => new(_host);

    /// <summary>Whom it knows from the start, with the sockets of each.</summary>
    public MockAccounts Accounts { get; }

    /// <summary>Orders: to place, to wait for, to fill, to reject.</summary>
    public MockOrders Orders { get; }

    /// <summary>Its time, which a test may move.</summary>
    public MockClock Clock { get; }

    /// <summary>The scenarios that script it, which may come and go while it runs.</summary>
    public MockScenarios Scenarios => _host.Scenarios;

    /// <summary>
    /// What was said so far, one transcript for each peer, secrets and all. A connection that has not said yet whose it is has one of its own.
    /// </summary>
    public IReadOnlyList<Transcript> Transcripts => Journal.ToTranscripts();

    /// <summary>The certificate authority that clients have to trust, PEM; null without TLS.</summary>
    public string? AuthorityPath { get; private init; }

    /// <summary>The bearer token that the admin API wants; null on loopback, where it wants none.</summary>
    public string? AdminToken => _host.AdminToken;

    /// <summary>Starts a server; when the task completes it accepts connections.</summary>
    /// <exception cref="MockServerException">The options are wrong or the address cannot be bound: every reason is named.</exception>
    public static async Task<MockServer> StartAsync(MockServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Transport == MockTransport.Mounted) throw new MockServerException([$"transport {options.Transport}: a mock is mounted with app.{nameof(MockEndpoints.MapHarness)}(…), and needs no start"]);
        var host = Prepare(options);
        try
        {
            var authority = options.Tls ? WebListener.OpenAuthority(options.TlsDirectory) : null;
            var hosting = await KestrelHosting.StartAsync(host, options, authority, cancellationToken);
            return new MockServer(host, hosting, options) { AuthorityPath = authority?.Path };
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The full address of a protocol's endpoint, without a query.</summary>
    /// <param name="slug">A protocol this server plays.</param>
    /// <param name="endpoint">The endpoint's name; null takes the protocol's default.</param>
    public Uri Url(string slug, string? endpoint = null)
    {
        var protocol = ProtocolCatalog.Embedded.Find(slug) ?? throw new ArgumentException($"no protocol is called '{slug}'", nameof(slug));
        var found = endpoint is null ? protocol.DefaultEndpoint : protocol.Endpoint(endpoint);
        return At(SocketUrl, found?.Path ?? throw new ArgumentException($"{slug} has no endpoint called '{endpoint}'", nameof(endpoint)));
    }

    /// <summary>The full address of one of the plain HTTP routes beside a protocol's endpoints, such as its token service.</summary>
    /// <param name="slug">A protocol this server plays.</param>
    /// <param name="route">The route's name, as in <c>protocol.yaml</c>; null takes the first.</param>
    public Uri Route(string slug, string? route = null)
    {
        var protocol = ProtocolCatalog.Embedded.Find(slug) ?? throw new ArgumentException($"no protocol is called '{slug}'", nameof(slug));
        var found = protocol.Routes.FirstOrDefault(one => route is null || one.Name == route);
        return At(HttpUrl, found?.Path ?? throw new ArgumentException($"{slug} has no route called '{route}'", nameof(route)));
    }

    /// <summary>In process: a new connection to the server, as <c>SocketsHttpHandler.ConnectCallback</c> wants one.</summary>
    /// <exception cref="InvalidOperationException">The server listens on a port, or is mounted in an app.</exception>
    public ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_hosting.Connect());
    }

    /// <summary>
    /// A handler that reaches this server wherever it is: in process without a port, over TLS with trust in its authority.
    /// Dispose it with the client or invoker that is given it.
    /// </summary>
    public SocketsHttpHandler CreateHandler()
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        if (Options.Transport == MockTransport.InProcess) handler.ConnectCallback = (_, cancellation) => ConnectAsync(cancellation);
        if (AuthorityPath is null) return handler;
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(AuthorityPath) },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return handler;
    }

    /// <summary>What <c>ClientWebSocket.ConnectAsync(uri, invoker, cancellationToken)</c> takes, to connect to this server wherever it is.</summary>
    public HttpMessageInvoker CreateInvoker() => new(CreateHandler());

    /// <summary>A client for this server's plain HTTP, token services and admin API included.</summary>
    public HttpClient CreateHttpClient() => new(CreateHandler()) { BaseAddress = HttpUrl };

    /// <summary>The rules of a test for one protocol: <c>mock.For("odin").OnMessage(…)</c>. See <see cref="MockServerRules"/>.</summary>
    /// <param name="slug">Null takes the only protocol that the mock plays; <c>none</c> plays an undocumented server.</param>
    public ScenarioBuilder For(string? slug = null) => _host.Rules.For(slug);

    /// <summary>Loads a scenario; one of the same name is replaced. Its rules take hold on open connections as well, <c>on: open</c> excepted.</summary>
    /// <exception cref="Fixtures.Yaml.LocatedException">A template in it is broken; nothing has changed then.</exception>
    public void Load(Scenario scenario) => Scenarios.Add(scenario);

    /// <summary>The messages of clients so far that look like this, the oldest first.</summary>
    /// <param name="where">As in a rule: objects partially, tests such as <c>new { gt = 5 }</c>. Null takes every message, binary ones too.</param>
    public IReadOnlyList<ReceivedMessage> Received(object? where = null) =>
        _reception.Messages(where is null ? null : ScenarioMatcher.Compile(ReceivedMessage.Write(where)));

    /// <summary>Waits until a client has sent a message that looks like this; one that came before the call counts.</summary>
    /// <param name="where">As in a rule: objects partially, tests such as <c>new { gt = 5 }</c>.</param>
    /// <param name="within">Real time, whatever clock the mock runs on; 5 s by default.</param>
    /// <param name="count">Which of them, from 1: 2 waits until there were two, and gives the second.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MockExpectationException">It did not come: the message shows what came nearest, the difference, and the frames around it.</exception>
    public Task<ReceivedMessage> ReceivedAsync(object where, TimeSpan? within = null, int count = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(where);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return _reception.MessageAsync(where, count, within ?? MockExpectationException.Patience, cancellationToken);
    }

    /// <summary>The HTTP requests of clients so far at that path, handshakes included, the oldest first.</summary>
    /// <param name="path">Without a query.</param>
    /// <param name="method">Null takes every method.</param>
    public IReadOnlyList<HttpExchange> Requests(string path, string? method = null) => _reception.Requests(path, method);

    /// <summary>Waits until a client has made an HTTP request at that path, a handshake or a login; one that came before the call counts.</summary>
    /// <param name="path">Without a query.</param>
    /// <param name="method">Null takes every method.</param>
    /// <param name="within">Real time, whatever clock the mock runs on; 5 s by default.</param>
    /// <param name="count">Which of them, from 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MockExpectationException">It did not come.</exception>
    public Task<HttpExchange> RequestedAsync(string path, string? method = null, TimeSpan? within = null, int count = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return _reception.RequestAsync(path, method, count, within ?? MockExpectationException.Patience, cancellationToken);
    }

    /// <summary>Gives <c>/__admin/findings</c> something to tell.</summary>
    public void Plug(Admin.IFindingsSource findings) => _host.Findings = findings;

    /// <summary>Writes a line to the mock's own log, for whoever judges it or steers it.</summary>
    public void Note(MockLogLevel level, string source, string? connection, string text) => _host.World.Log(level, source, connection, text);

    /// <summary>
    /// Back to the start state: connections are closed with 1001, the journal and what was learned from peers are forgotten, and the scenarios are those
    /// of the start.
    /// </summary>
    public void Reset() => _host.Reset();

    /// <summary>The same, and waits until the connections of before are gone; who does not answer the close frame is cut off after a second.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        var before = _host.Connections;
        Reset();
        if (await GoneAsync() is not null) return;
        foreach (var connection in before.All) connection.GiveUp();
        await GoneAsync();

        Task<MockServer?> GoneAsync() => Journal.Pulse.UntilAsync(() => before.Open > 0 ? null : this, Leave, cancellationToken);
    }

    /// <summary>
    /// Says goodbye to everybody with 1001 and stops; no port, timer or connection is left. It may be called as often as one likes, by several at once:
    /// it is over for all of them when it is over.
    /// </summary>
    public ValueTask DisposeAsync() => new(_end.Value);

    /// <summary>Checks the options and makes what stands behind a server, wherever it will listen.</summary>
    /// <exception cref="MockServerException">The options are wrong: every reason is named.</exception>
    internal static MockHost Prepare(MockServerOptions options)
    {
        OptionsCheck.Validate(options, out var stances);
        var seed = options.Seed ?? BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) >> 12;
        try
        {
            return MockHost.Create(options, new Seeds(seed), stances, options.PeerTimeProvider ?? (Clocks.IsManual(options.TimeProvider) ? options.TimeProvider : TimeProvider.System));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new MockServerException($"journal folder {options.JournalDirectory}: the folder cannot be made: {problem.Message}", problem);
        }
    }

    private async Task EndAsync()
    {
        _host.Stop();
        await _hosting.StopAsync();
        await _host.DisposeAsync();
    }

    private static Uri At(Uri root, string path) => new(root.ToString().TrimEnd('/') + path);
}
