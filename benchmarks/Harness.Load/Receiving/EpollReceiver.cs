using System.Collections.Concurrent;
using System.Net.Sockets;
using Harness.Load.Clients;
using Harness.Load.Figures;

namespace Harness.Load.Receiving;

/// <summary>One thread that reads thousands of plain sockets on Linux, into one buffer.</summary>
internal sealed class EpollReceiver : IReceiver
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>How long a newcomer may wait to be looked at, and the end of the run.</summary>
    private const int GlanceMilliseconds = 10;

    private readonly TimeProvider _time;
    private readonly Epoll _epoll = new();
    private readonly Thread _reading;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Reader> _newcomers = new();
    private readonly List<Reader> _readers = [];
    private volatile bool _isOver;

    public EpollReceiver(TimeProvider time)
    {
        _time = time;
        _reading = new Thread(Read) { IsBackground = true, Name = "load receiver" };
        _reading.Start();
    }

    public Tally Tally { get; } = new();

    public void Add(LoadClient client, IClientWire wire, ReadOnlyMemory<byte> alreadyRead)
    {
        client.CountIn(Tally);
        _newcomers.Enqueue(new Reader(client, ((SocketWire)wire).Socket, alreadyRead));
    }

    public async ValueTask DisposeAsync()
    {
        _isOver = true;
        await _ended.Task;
        _epoll.Dispose();
    }

    private void Read()
    {
        var buffer = new byte[BufferBytes];
        while (!_isOver)
        {
            while (_newcomers.TryDequeue(out var newcomer)) Welcome(newcomer);
            var ready = _epoll.Wait(GlanceMilliseconds);
            for (var i = 0; i < ready; i++) Read(_readers[_epoll[i]], buffer);
        }

        // Those who stopped reading: what became of them shows only now.
        foreach (var reader in _readers.Where(reader => reader.IsStalled)) Drain(reader, buffer);
        _ended.SetResult();
    }

    private void Welcome(Reader newcomer)
    {
        newcomer.Client.Receive(newcomer.AlreadyRead.Span, Micros());
        _readers.Add(newcomer);
        if (!newcomer.Client.IsOver) _epoll.Watch(newcomer.Socket, _readers.Count - 1);
    }

    private void Read(Reader reader, byte[] buffer)
    {
        if (reader.IsStalled || reader.Client.IsOver) return;
        if (!ReadOnce(reader, buffer) || !reader.Client.Stalls || !reader.Client.HasData) return;
        reader.IsStalled = true;
        _epoll.Forget(reader.Socket);
    }

    private void Drain(Reader reader, byte[] buffer)
    {
        while (!reader.Client.IsOver && ReadOnce(reader, buffer))
        {
            // Until nothing is left, or the end shows.
        }
    }

    /// <returns>Whether something came.</returns>
    private bool ReadOnce(Reader reader, byte[] buffer)
    {
        int length;
        SocketError error;
        try
        {
            length = reader.Socket.Receive(buffer, SocketFlags.None, out error);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        if (length > 0)
        {
            reader.Client.Receive(buffer.AsSpan(0, length), Micros());
            return true;
        }

        if (error != SocketError.WouldBlock) reader.Client.End(error == SocketError.Success ? "cut" : "reset");
        return false;
    }

    private long Micros() => (_time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private sealed record Reader(LoadClient Client, Socket Socket, ReadOnlyMemory<byte> AlreadyRead)
    {
        public bool IsStalled { get; set; }
    }
}
