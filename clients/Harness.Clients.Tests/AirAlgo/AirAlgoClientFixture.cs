using Harness.Clients.AirAlgo;
using Harness.Clients.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Harness.Clients.Tests.AirAlgo;

internal sealed class AirAlgoClientFixture : ClientFixture<AirAlgoClient>
{
    private int _tokens;

    private AirAlgoClientFixture(ScriptedServer server)
        : base(server)
    {
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
                Connection = Connection,
            },
            Leaving);
    }

    public List<string> TokenRequests { get; } = [];

    public override Task<AirAlgoClient> Connecting { get; }

    public static async Task<AirAlgoClientFixture> StartAsync(params Func<ScriptedConnection, Task>[] scripts) =>
        new(await ScriptedServer.StartAsync(scripts));
}
