using System.Threading.Channels;
using Harness.Clients.Connections;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;
using Harness.Clients.Virtuoso;

namespace Harness.Clients.Tests.Virtuoso;

/// <summary>A client on a scripted server and a clock that stands still; jitter is off, so that waits are exact.</summary>
internal sealed class VirtuosoClientFixture : IAsyncDisposable
{
    public static readonly VirtuosoSubscription Tickers = new([VirtuosoChannel.MarketData], "binance", ["BTCUSDT", "ETHUSDT"]);
    private readonly Channel<ConnectionEvent> _events = Channel.CreateUnbounded<ConnectionEvent>();
    private readonly CancellationTokenSource _leave = new();

    private VirtuosoClientFixture(ScriptedServer server)
    {
        Server = server;
        Connecting = VirtuosoClient.ConnectAsync(
            new()
            {
                Address = new Uri(server.WebSocketBase, "/ws"),
                ApiKey = "demo-key",
                ApiSecret = "demo-secret",
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

    public Task<VirtuosoClient> Connecting { get; }

    public static async Task<VirtuosoClientFixture> StartAsync(params Func<ScriptedConnection, Task>[] scripts) =>
        new(await ScriptedServer.StartAsync(scripts));

    /// <summary>Takes the authentication and answers that it is good.</summary>
    public static async Task<string> AuthenticateAsync(ScriptedConnection connection)
    {
        string request = await connection.ReceiveAsync()
            ?? throw new ShouldAssertException("Expected an authentication, but the client left.");
        await connection.SendAsync(VirtuosoFrames.Authenticated);
        return request;
    }

    /// <summary>Authenticates, then acknowledges every request and keeps what it said.</summary>
    public static Func<ScriptedConnection, Task> Serve(ChannelWriter<string> requests) => async connection =>
    {
        requests.TryWrite(await AuthenticateAsync(connection));
        while (await connection.ReceiveAsync() is { } request)
        {
            requests.TryWrite(request);
            await connection.SendAsync(VirtuosoFrames.Acknowledge(request));
        }
    };

    public Task<VirtuosoClient> ConnectedAsync() => Connecting.Within("the client to be authenticated");

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

    public async ValueTask DisposeAsync()
    {
        await _leave.CancelAsync();
        if (Connecting.IsCompletedSuccessfully)
            await (await Connecting).DisposeAsync();
        await Server.DisposeAsync();
        _leave.Dispose();
    }
}
