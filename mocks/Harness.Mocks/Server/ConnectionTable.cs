using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace Harness.Mocks.Server;

/// <summary>The sockets that are open, and how many there ever were.</summary>
internal sealed class ConnectionTable
{
    private readonly ConcurrentDictionary<string, MockConnection> _open = new();
    private readonly ConcurrentDictionary<(IPAddress? Address, string Path), int> _from = new();
    private long _accepted;
    private long _refused;
    private int _arriving;
    private int _count;

    public int Open => Volatile.Read(ref _count);

    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Handshakes answered with an HTTP status.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>
    /// Whether every frame that was written down has been dealt with, and every handshake that was answered has become a connection: nothing that a
    /// caller can have seen is still on its way to a protocol.
    /// </summary>
    public bool IsSettled => Volatile.Read(ref _arriving) == 0 && _open.Values.All(connection => connection.IsSettled);

    /// <summary>In the order they were accepted.</summary>
    public IReadOnlyList<MockConnection> All => [.. _open.Values.OrderBy(connection => connection.Number)];

    public MockConnection? Find(string id) => _open.GetValueOrDefault(id);

    public long NextNumber() => Interlocked.Increment(ref _accepted);

    public static string Id(long number) => string.Create(CultureInfo.InvariantCulture, $"c{number}");

    /// <summary>Which of its address's sockets at that path this is, from 1: the number of a peer that has not logged in yet.</summary>
    public int NumberFrom(IPAddress? address, string path) => _from.AddOrUpdate((address, path), 1, static (_, count) => count + 1);

    public void CountRefusal() => Interlocked.Increment(ref _refused);

    /// <summary>A handshake is about to be answered. Dispose what is returned when its connection has begun, or never will.</summary>
    public IDisposable Expect() => new Arrival(this);

    public void Add(MockConnection connection)
    {
        _open[connection.Id] = connection;
        Interlocked.Increment(ref _count);
    }

    public void Remove(MockConnection connection)
    {
        if (_open.TryRemove(connection.Id, out _)) Interlocked.Decrement(ref _count);
    }

    public void CloseAll(int code, string reason)
    {
        foreach (var connection in All) connection.SayGoodbye(code, reason);
    }

    private sealed class Arrival : IDisposable
    {
        private ConnectionTable? _table;

        public Arrival(ConnectionTable table)
        {
            _table = table;
            Interlocked.Increment(ref table._arriving);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _table, null) is { } table) Interlocked.Decrement(ref table._arriving);
        }
    }
}
