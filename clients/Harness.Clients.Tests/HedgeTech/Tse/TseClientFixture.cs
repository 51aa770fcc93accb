using System.Threading.Channels;
using Harness.Clients.Connections;
using Harness.Clients.HedgeTech;
using Harness.Clients.HedgeTech.Tse;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.HedgeTech.Tse;

/// <summary>A client on a scripted server and a clock that stands still; jitter is off, so that waits are exact.</summary>
internal sealed class TseClientFixture : IAsyncDisposable
{
    public static readonly TseSubscription Subscription = TseSubscription.ByIsin([TseChannel.OhlcvLast1m], ["IRO1XYZ1234"]);
    private readonly Channel<ConnectionEvent> _events = Channel.CreateUnbounded<ConnectionEvent>();
    private readonly CancellationTokenSource _leave = new();

    private TseClientFixture(ScriptedServer server, Func<HedgeTechOptions, HedgeTechOptions> configure)
    {
        Server = server;
        Client = new TseClient(configure(new()
        {
            HttpBase = server.HttpBase,
            WebSocketBase = server.WebSocketBase,
            Username = "demo",
            Password = "s3cret",
            Connection = new()
            {
                TimeProvider = Clock,
                Backoff = new() { Jitter = 0 },
                OnEvent = happened => _events.Writer.TryWrite(happened),
            },
        }));
        Messages = Client.StreamAsync(Subscription).GetAsyncEnumerator(_leave.Token);
    }

    public StepClock Clock { get; } = new();

    public ScriptedServer Server { get; }

    public TseClient Client { get; }

    public IAsyncEnumerator<TseMessage> Messages { get; }

    public static async Task<TseClientFixture> StartAsync(params Func<ScriptedConnection, Task>[] scripts) =>
        await StartAsync(options => options, scripts);

    public static async Task<TseClientFixture> StartAsync(
        Func<HedgeTechOptions, HedgeTechOptions> configure, params Func<ScriptedConnection, Task>[] scripts) =>
        new(await ScriptedServer.StartAsync(scripts), configure);

    public async Task<TseMessage> NextAsync()
    {
        (await Messages.MoveNextAsync().Within("the next message")).ShouldBeTrue();
        return Messages.Current;
    }

    /// <summary>The next event of a kind; others before it are passed over.</summary>
    public async Task<TEvent> EventAsync<TEvent>()
        where TEvent : ConnectionEvent
    {
        while (true)
        {
            if (await _events.Reader.ReadAsync().Within($"the next {typeof(TEvent).Name}") is TEvent found)
                return found;
        }
    }

    /// <summary>Waits until the client waits to reconnect, and lets that time pass. Returns the wait.</summary>
    public async Task<TimeSpan> PassBackoffAsync()
    {
        var delay = (await EventAsync<Reconnecting>()).Delay;
        await Clock.TimerAsync(delay).Within($"the client to wait {delay}");
        Clock.Advance(delay);
        return delay;
    }

    public Task LeaveAsync() => _leave.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _leave.CancelAsync();
        await Messages.DisposeAsync();
        Client.Dispose();
        await Server.DisposeAsync();
        _leave.Dispose();
    }
}
