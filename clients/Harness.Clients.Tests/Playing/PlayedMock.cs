using System.Collections.Concurrent;
using Harness.Clients.Connections;
using Harness.Mocks.Server;

namespace Harness.Clients.Tests.Playing;

/// <summary>The mock in process, and how a client reaches it. The client's waits are next to nothing.</summary>
internal sealed class PlayedMock : IAsyncDisposable
{
    private readonly HttpMessageInvoker _invoker;

    private PlayedMock(MockServer server)
    {
        Server = server;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = (_, stop) => server.ConnectAsync(stop) });
    }

    public MockServer Server { get; }

    public ConcurrentQueue<ConnectionEvent> Events { get; } = [];

    public ConnectionOptions Connection => new()
    {
        Invoker = _invoker,
        Backoff = new() { InitialDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
        OnEvent = Events.Enqueue,
    };

    public static async Task<PlayedMock> StartAsync(params (string Name, string Value)[] stances) =>
        new(await MockServer.StartAsync(new()
        {
            Transport = MockTransport.InProcess,
            Seed = 7,
            Stances = stances.ToDictionary(stance => stance.Name, stance => stance.Value),
        }));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _invoker.Dispose();
    }
}
