using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;

namespace Harness.Benchmarks.Broadcast;

/// <summary>Several messages in one system call: handed over as a list of pieces, or copied next to each other first. The copy wins, which is why outboxes copy.</summary>
[MemoryDiagnoser]
public class GatherBenchmark
{
    private const int Bytes = 347;

    private readonly byte[] _together = new byte[64 * Bytes];
    private readonly byte[] _message = new byte[Bytes];
    private ArraySegment<byte>[] _pieces = null!;
    private Socket _socket = null!;
    private Socket _peer = null!;
    private Thread _draining = null!;

    [Params(1, 4, 16, 64)]
    public int Messages { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _peer = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _peer.Connect(listener.LocalEndpoint);
        _socket = listener.AcceptSocket();
        _socket.NoDelay = true;
        _pieces = [.. Enumerable.Range(0, Messages).Select(_ => new ArraySegment<byte>(new byte[Bytes]))];
        _draining = new Thread(Drain) { IsBackground = true };
        _draining.Start();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _socket.Dispose();
        _draining.Join();
        _peer.Dispose();
    }

    [Benchmark(Baseline = true)]
    public int Copied()
    {
        for (var i = 0; i < Messages; i++) _message.CopyTo(_together, i * Bytes);
        return _socket.Send(_together.AsSpan(0, Messages * Bytes));
    }

    [Benchmark]
    public int Gathered() => _socket.Send(_pieces);

    private void Drain()
    {
        var buffer = new byte[1 << 20];
        while (_peer.Receive(buffer) > 0)
        {
        }
    }
}
