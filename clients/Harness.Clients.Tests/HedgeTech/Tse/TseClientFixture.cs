using Harness.Clients.HedgeTech;
using Harness.Clients.HedgeTech.Tse;
using Harness.Clients.Tests.Servers;
using Harness.Clients.Tests.Time;

namespace Harness.Clients.Tests.HedgeTech.Tse;

internal sealed class TseClientFixture : ClientFixture
{
    public static readonly TseSubscription Subscription = TseSubscription.ByIsin([TseChannel.OhlcvLast1m], ["IRO1XYZ1234"]);

    private TseClientFixture(ScriptedServer server, Func<HedgeTechOptions, HedgeTechOptions> configure)
        : base(server)
    {
        Client = new TseClient(configure(new()
        {
            HttpBase = server.HttpBase,
            WebSocketBase = server.WebSocketBase,
            Username = "demo",
            Password = "s3cret",
            Connection = Connection,
        }));
        Messages = Client.StreamAsync(Subscription).GetAsyncEnumerator(Leaving);
    }

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

    protected override async ValueTask EndClientAsync()
    {
        await Messages.DisposeAsync();
        Client.Dispose();
    }
}
