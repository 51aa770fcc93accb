namespace Harness.Compare.Contenders;

/// <summary>A kind of server that can be put to a workload.</summary>
internal interface IServer
{
    string Name { get; }

    Contender Start(Workload workload, int messageBytes);

    /// <summary>The handshake of each client, by its number from 0.</summary>
    Func<int, string> Handshakes(Workload workload, int port);

    /// <summary>Bytes that the server on that port has allocated since it began; null where it cannot say.</summary>
    long? Allocated(int port) => null;

    /// <summary>What a client says to show that it lives.</summary>
    string Heartbeat { get; }
}
