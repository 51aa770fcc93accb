using System.Threading.Channels;
using Harness.Clients.Connections;
using Harness.Clients.Odin;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.Odin;

/// <summary>A client on a scripted server and a clock that stands still; jitter is off, so that waits are exact.</summary>
internal sealed class OdinClientFixture : IAsyncDisposable
{
    private readonly Channel<ConnectionEvent> _events = Channel.CreateUnbounded<ConnectionEvent>();
    private readonly CancellationTokenSource _leave = new();

    private OdinClientFixture(ScriptedServer server, string? clientId)
    {
        Server = server;
        Connecting = OdinClient.ConnectAsync(
            new()
            {
                Address = new Uri(server.WebSocketBase, "/enhanced-stream"),
                ClientId = clientId,
                Connection = new()
                {
                    TimeProvider = Clock,
                    Backoff = new() { Jitter = 0 },
                    OnEvent = happened => _events.Writer.TryWrite(happened),
                },
            },
            _leave.Token);
    }

    public StepClock Clock { get; } = new();

    public ScriptedServer Server { get; }

    public Task<OdinClient> Connecting { get; }

    public static Task<OdinClientFixture> StartAsync(params Func<ScriptedConnection, Task>[] scripts) => StartAsync("desk 7", scripts);

    public static async Task<OdinClientFixture> StartAsync(string? clientId, params Func<ScriptedConnection, Task>[] scripts) =>
        new(await ScriptedServer.StartAsync(scripts), clientId);

    public Task<OdinClient> ConnectedAsync() => Connecting.Within("the client to be connected");

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

    /// <summary>Waits until the client waits to reconnect, and lets that time pass.</summary>
    public async Task PassBackoffAsync() => await PassAsync((await EventAsync<Reconnecting>()).Delay);

    public async ValueTask DisposeAsync()
    {
        await _leave.CancelAsync();
        if (Connecting.IsCompletedSuccessfully)
            await (await Connecting).DisposeAsync();
        await Server.DisposeAsync();
        _leave.Dispose();
    }
}
