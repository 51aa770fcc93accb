using Harness.Fixtures.Catalog;
using Harness.Mocks.Journal;
using Harness.Mocks.Server;
using Harness.Wire;
using Harness.Wire.Time;
using Harness.Wire.Transports;

namespace Harness.Mocks.Tests.Server;

/// <summary>Many connections that take everything at once and have no network beneath, all of them subscribed to one topic.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly MockHost _host;

    public Crowd(int count)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
        _host = MockHost.Create(new MockServerOptions { TimeProvider = clock, Rate = 0, JournalBytes = 1 << 20 }, new Seeds(7), ProtocolCatalog.Embedded.Stances.Defaults, clock);
        Connections = [.. Enumerable.Range(1, count).Select(Connect)];
        World.Enter(() =>
        {
            foreach (var connection in Connections) Topic.Add(connection);
        });
    }

    public World World => _host.World;

    public Topic Topic { get; } = new();

    public IReadOnlyList<MockConnection> Connections { get; }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private MockConnection Connect(int number)
    {
        var transport = new ThrottledTransport(new Sink(), World.Clock);
        var log = World.Journal.Begin(isSocket: true);
        var observer = new JournalWireObserver(World.Journal, log);
        var wire = new WireConnection(WireRole.Server, transport, WireOptions.Default, World.Clock, observer);
        var request = new PeerRequest { Method = "GET", Path = "/", Target = "/", Query = [], Headers = [], RemoteAddress = null };
        var mock = new UndocumentedMock();
        return new MockConnection(World, mock, mock.Endpoint("/"), request, wire, new WireFaultLine(transport, observer, HasBytes: true), log, number);
    }

    private sealed class Sink : WireTransport
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => ValueTask.FromResult(0);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override ValueTask<bool> FinishAsync(CancellationToken cancellationToken) => ValueTask.FromResult(true);

        public override void Cut()
        {
        }

        public override void Reset()
        {
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
