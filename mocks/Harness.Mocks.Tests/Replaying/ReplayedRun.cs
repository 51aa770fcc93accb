using System.Collections.Concurrent;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Replaying;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Wire;
using Harness.Wire.Handshakes;

namespace Harness.Mocks.Tests.Replaying;

/// <summary>A replay on a free port. An error in its log fails the test that disposes it.</summary>
internal sealed class ReplayedRun : IAsyncDisposable
{
    private readonly ConcurrentQueue<MockLogEntry> _log = new();

    private ReplayedRun()
    {
    }

    public ReplayServer Server { get; private set; } = null!;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public IEnumerable<string> Notices => _log.Select(entry => entry.Text);

    public static async Task<ReplayedRun> StartAsync(Transcript transcript, Func<ReplayOptions, ReplayOptions>? change = null)
    {
        var run = new ReplayedRun();
        var options = new ReplayOptions { Transcripts = [transcript], Pace = ReplayPace.Step, Log = run._log.Enqueue };
        run.Server = await ReplayServer.StartAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
        return run;
    }

    public Task<(Peer? Peer, UpgradeResult Result)> TryConnectAsync(string target = "/ws?n=1", params (string Name, string Value)[] headers) => Peer.TryConnectAsync(
        new UpgradeRequest(new Uri(Server.SocketUrl, target)) { Headers = [.. headers.Select(header => KeyValuePair.Create(header.Name, (string?)header.Value))] });

    public async Task<Peer> ConnectAsync(string target = "/ws?n=1", params (string Name, string Value)[] headers)
    {
        var (peer, result) = await TryConnectAsync(target, headers);
        return peer ?? throw new ShouldAssertException($"expected a connection, but was {result.Response?.Status} {result.Fault}");
    }

    public async Task<(int Status, string Body)> GetAsync(string target)
    {
        using var response = await Http.GetAsync(new Uri(Server.HttpUrl, target), TestContext.Current.CancellationToken).Within($"the answer to {target}");
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        _log.Where(entry => entry.Level == MockLogLevel.Error).Select(entry => entry.Text).ShouldBeEmpty();
    }
}
