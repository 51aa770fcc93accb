using Harness.Fixtures.Catalog;
using Harness.Fixtures.Transcripts.Redaction;
using Harness.Mocks.Admin;
using Harness.Mocks.Journal;
using Harness.Mocks.Metrics;
using Harness.Mocks.Testing;
using Harness.Wire.Time;
using Microsoft.AspNetCore.Http;

namespace Harness.Mocks.Server;

/// <summary>What stands behind the HTTP server: the stage that peers meet, which a reset replaces, and the admin API, which looks at it from outside.</summary>
internal sealed class MockHost : IAsyncDisposable
{
    private readonly Lock _resetting = new();
    private readonly List<Stage> _over = [];
    private readonly StagePlan _plan;
    private readonly AdminApi _admin;
    private readonly JournalFolder? _folder;
    private readonly CancellationTokenSource _stopping = new();
    private readonly long _started;
    private volatile Stage _stage;
    private int _stopped;

    private MockHost(StagePlan plan)
    {
        var options = plan.Options;
        _plan = plan;
        _started = options.TimeProvider.GetTimestamp();
        _stage = new Stage(plan, options.Scenarios);
        _folder = options.JournalDirectory is { } folder ? new JournalFolder(folder, plan.Redactor, problem => World.Log(MockLogLevel.Error, "journal", null, problem)) : null;
        if (_folder is not null) plan.Journal.Attach(_folder);
        Rules = new CodedRules(this);
        AdminToken = AdminAddress.Token(options);
        _admin = new AdminApi(this, options, new AdminGuard(AdminToken));
    }

    /// <summary>The world as it is since the start or the last reset.</summary>
    public World World => _stage.World;

    public ConnectionTable Connections => World.Connections;

    public Journal.Journal Journal => _plan.Journal;

    public Redactor Redactor => _plan.Redactor;

    public MockMeter Meter => _plan.Meter;

    /// <summary>The description of the admin API.</summary>
    public byte[] OpenApi => OpenApiDocument.Of(_admin.Routes);

    /// <summary>Every route of the admin API.</summary>
    public IReadOnlyList<AdminRoute> AdminRoutes => _admin.Routes;

    public MockScenarios Scenarios => new(this);

    public string? AdminToken { get; }

    /// <summary>What judges the sessions, if anything does.</summary>
    public IFindingsSource? Findings { get; set; }

    /// <summary>Fires when the server stops: whoever streams to a caller ends then.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>What tests script in C# while it runs.</summary>
    public CodedRules Rules { get; }

    /// <summary>Where something answers, exactly.</summary>
    public IReadOnlyList<string> Paths => _stage.Paths;

    /// <summary>Who takes orders from outside the wire, by protocol.</summary>
    public IReadOnlyDictionary<string, IOrderEntry> OrderEntries => _stage.OrderEntries;

    public IReadOnlyList<string> Slugs => _stage.Slugs;

    /// <summary>What the server was started with.</summary>
    public MockServerOptions Options => _plan.Options;

    /// <summary>The instruments of each protocol that is played.</summary>
    public IReadOnlyDictionary<Protocol, IReadOnlyList<Instrument>> Catalogue => _plan.Catalogue;

    /// <summary>What can be named in a scenario of a protocol, played here or not.</summary>
    public IReadOnlyList<Instrument> InstrumentsOf(string slug) =>
        Catalogue.FirstOrDefault(pair => pair.Key.Slug == slug).Value ?? Options.InstrumentsOf(slug);

    /// <summary>What the mock's clock showed at first.</summary>
    public DateTimeOffset Started => Journal.Started;

    /// <summary>Since the start, on the mock's clock; a reset does not begin it anew.</summary>
    public TimeSpan Uptime => _plan.Options.TimeProvider.GetElapsedTime(_started);

    public static MockHost Create(MockServerOptions options, Seeds seeds, StanceSettings stances, TimeProvider peerClock) =>
        new(new StagePlan(options, seeds, stances, peerClock));

    public Task HandleAsync(HttpContext context) =>
        (context.Request.Path.Value ?? "/").StartsWith(AdminApi.Prefix, StringComparison.Ordinal) ? _admin.HandleAsync(context) : _stage.HandleAsync(context);

    /// <summary>
    /// Back to the start state: a new stage with the scenarios of the start. The clock shows what it shows, and runs, or stands, as it did at the start.
    /// </summary>
    public void Reset()
    {
        Rules.Clear();
        lock (_resetting)
        {
            var before = _stage;
            // In this order everybody who comes meanwhile is either turned away or written down from the beginning.
            before.Close("server reset");
            var start = before.World.Enter(before.World.Scripts.Clear);
            Journal.Clear();
            (_plan.Options.TimeProvider as SteeredClock)?.Restart();
            _stage = new Stage(_plan, start);
            foreach (var stage in _over.Where(stage => stage.IsEmpty)) stage.Dispose();
            _over.RemoveAll(stage => stage.IsEmpty);
            _over.Add(before);
        }
    }

    /// <summary>Says goodbye to everybody; the HTTP server then has nothing left to wait for. An app stops a mock that its test has disposed of already.</summary>
    public void Stop()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        _stopping.Cancel();
        lock (_resetting)
        {
            _stage.Close("server stopped");
            foreach (var stage in _over.Append(_stage)) stage.Stop();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stage in _over.Append(_stage)) stage.Dispose();
        _stopping.Dispose();
        _plan.Meter.Dispose();
        if (_folder is not null) await _folder.DisposeAsync();
    }
}
