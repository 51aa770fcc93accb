using System.Threading.Channels;
using Harness.Clients.Connections;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.Servers;

/// <summary>A client on a scripted server and a clock that stands still; jitter is off, so that waits are exact.</summary>
internal abstract class ClientFixture : IAsyncDisposable
{
    private readonly Channel<ConnectionEvent> _events = Channel.CreateUnbounded<ConnectionEvent>();
    private readonly CancellationTokenSource _leave = new();

    protected ClientFixture(ScriptedServer server)
    {
        Server = server;
        Connection = new()
        {
            TimeProvider = Clock,
            Backoff = new() { Jitter = 0 },
            OnEvent = happened => _events.Writer.TryWrite(happened),
        };
    }

    public StepClock Clock { get; } = new();

    public ScriptedServer Server { get; }

    protected ConnectionOptions Connection { get; }

    /// <summary>Cancelled when the test leaves, or ends.</summary>
    protected CancellationToken Leaving => _leave.Token;

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

    /// <summary>Waits until somebody waits that long, and lets the time pass.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await Clock.TimerAsync(time).Within($"the client to wait {time}");
        Clock.Advance(time);
    }

    /// <summary>Waits until the client waits to reconnect, and lets that time pass. Returns the wait.</summary>
    public async Task<TimeSpan> PassBackoffAsync()
    {
        var delay = (await EventAsync<Reconnecting>()).Delay;
        await PassAsync(delay);
        return delay;
    }

    public Task LeaveAsync() => _leave.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        await EndClientAsync();
        await Server.DisposeAsync();
        _leave.Dispose();
    }

    /// <summary>Disposes the client, if there is one.</summary>
    protected abstract ValueTask EndClientAsync();
}

/// <summary>The same for a client that connects at once and is there when that has succeeded.</summary>
internal abstract class ClientFixture<TClient>(ScriptedServer server) : ClientFixture(server)
    where TClient : class, IAsyncDisposable
{
    public abstract Task<TClient> Connecting { get; }

    public Task<TClient> ConnectedAsync() => Connecting.Within("the client to be connected");

    protected override async ValueTask EndClientAsync()
    {
        if (Connecting.IsCompletedSuccessfully)
            await (await Connecting).DisposeAsync();
    }
}
