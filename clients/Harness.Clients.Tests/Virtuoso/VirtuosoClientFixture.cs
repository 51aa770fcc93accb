using System.Threading.Channels;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Virtuoso;

namespace Harness.Clients.Tests.Virtuoso;

internal sealed class VirtuosoClientFixture : ClientFixture<VirtuosoClient>
{
    public static readonly VirtuosoSubscription Tickers = new([VirtuosoChannel.MarketData], "binance", ["BTCUSDT", "ETHUSDT"]);

    private VirtuosoClientFixture(ScriptedServer server)
        : base(server) =>
        Connecting = VirtuosoClient.ConnectAsync(
            new() { Address = new Uri(server.WebSocketBase, "/ws"), ApiKey = "demo-key", ApiSecret = "demo-secret", Connection = Connection }, Leaving);

    public override Task<VirtuosoClient> Connecting { get; }

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
}
