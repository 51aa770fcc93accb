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

    public int Open => _open.Count;

    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Handshakes answered with an HTTP status.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>In the order they were accepted.</summary>
    public IReadOnlyList<MockConnection> All => [.. _open.Values.OrderBy(connection => connection.Number)];

    public MockConnection? Find(string id) => _open.GetValueOrDefault(id);

    public long NextNumber() => Interlocked.Increment(ref _accepted);

    public static string Id(long number) => string.Create(CultureInfo.InvariantCulture, $"c{number}");

    /// <summary>Which of its address's sockets at that path this is, from 1: the number of a peer that has not logged in yet.</summary>
    public int NumberFrom(IPAddress? address, string path) => _from.AddOrUpdate((address, path), 1, static (_, count) => count + 1);

    public void CountRefusal() => Interlocked.Increment(ref _refused);

    public void Add(MockConnection connection) => _open[connection.Id] = connection;

    public void Remove(MockConnection connection) => _open.TryRemove(connection.Id, out _);

    public void CloseAll(int code, string reason)
    {
        foreach (var connection in All) connection.SayGoodbye(code, reason);
    }
}
