using Harness.Wire.Time;
using Harness.Wire.Transports;

namespace Harness.Wire.Tests;

/// <summary>A server and a client connection that talk to each other in memory, on a manual clock.</summary>
internal sealed class Peers : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _running = [];

    public Peers(WireOptions? server = null, WireOptions? client = null, int capacity = 64 * 1024)
    {
        var (clientEnd, serverEnd) = InMemoryDuplex.CreatePair(capacity, Clock.Quiet);
        Server = new WireConnection(WireRole.Server, new StreamTransport(serverEnd), server ?? WireOptions.Default, Clock, ServerSees);
        Client = new WireConnection(WireRole.Client, new StreamTransport(clientEnd), client ?? WireOptions.Default, Clock, ClientSees);
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public WireConnection Server { get; }

    public WireConnection Client { get; }

    public RecordingHandler AtServer { get; init; } = new();

    public RecordingHandler AtClient { get; init; } = new();

    public RecordingObserver ServerSees { get; } = new();

    public RecordingObserver ClientSees { get; } = new();

    public Peers Run()
    {
        _running.Add(Server.RunAsync(AtServer, _end.Token));
        _running.Add(Client.RunAsync(AtClient, _end.Token));
        return this;
    }

    /// <summary>How both ends saw the end, the clock moving on where only it can bring the end about.</summary>
    public async Task<(WireClosed Server, WireClosed Client)> EndAsync()
    {
        var both = Task.WhenAll(AtServer.Closed, AtClient.Closed);
        await Clock.AdvanceWhenQuietAsync(both, TimeSpan.FromMinutes(1), "both ends to be over", TestContext.Current.CancellationToken).InTime("both ends to be over");
        var closed = await both;
        return (closed[0], closed[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running).ContinueWith(static _ => { }, TaskScheduler.Default).InTime("both connections to let go");
        _end.Dispose();
    }
}
