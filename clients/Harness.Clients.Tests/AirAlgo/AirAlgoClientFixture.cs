using System.Threading.Channels;
using Harness.Clients.AirAlgo;
using Harness.Clients.Connections;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;
using Microsoft.AspNetCore.Http;

namespace Harness.Clients.Tests.AirAlgo;

/// <summary>A client on a scripted server and a clock that stands still; jitter is off, so that waits are exact.</summary>
internal sealed class AirAlgoClientFixture : IAsyncDisposable
{
    private readonly Channel<ConnectionEvent> _events = Channel.CreateUnbounded<ConnectionEvent>();
    private readonly CancellationTokenSource _leave = new();
    private int _tokens;

    private AirAlgoClientFixture(ScriptedServer server)
    {
        Server = server;
        server.OnHttp = context =>
        {
            TokenRequests.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            return context.Response.WriteAsync($$"""{"status":"ok","access_token":"access-{{Interlocked.Increment(ref _tokens)}}"}""");
        };
        Connecting = AirAlgoClient.ConnectAsync(
            new()
            {
                TokenAddress = new Uri(server.HttpBase, "/api/token"),
                SocketAddress = new Uri(server.WebSocketBase, "/socket/websocket"),
                ApiKey = "k3y",
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

    public List<string> TokenRequests { get; } = [];

    public Task<AirAlgoClient> Connecting { get; }

    public static async Task<AirAlgoClientFixture> StartAsync(params Func<ScriptedConnection, Task>[] scripts) =>
        new(await ScriptedServer.StartAsync(scripts));

    public Task<AirAlgoClient> ConnectedAsync() => Connecting.Within("the client to have joined");

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
