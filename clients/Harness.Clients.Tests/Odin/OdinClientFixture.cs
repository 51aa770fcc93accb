using Harness.Clients.Odin;
using Harness.Clients.Tests.Servers;

namespace Harness.Clients.Tests.Odin;

internal sealed class OdinClientFixture : ClientFixture<OdinClient>
{
    private OdinClientFixture(ScriptedServer server, string? clientId)
        : base(server) =>
        Connecting = OdinClient.ConnectAsync(
            new() { Address = new Uri(server.WebSocketBase, "/enhanced-stream"), ClientId = clientId, Connection = Connection }, Leaving);

    public override Task<OdinClient> Connecting { get; }

    public static Task<OdinClientFixture> StartAsync(params Func<ScriptedConnection, Task>[] scripts) => StartAsync("desk 7", scripts);

    public static async Task<OdinClientFixture> StartAsync(string? clientId, params Func<ScriptedConnection, Task>[] scripts) =>
        new(await ScriptedServer.StartAsync(scripts), clientId);
}
