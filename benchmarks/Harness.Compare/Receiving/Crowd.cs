using System.Net;
using System.Net.Sockets;
using System.Text;
using Harness.Load.Receiving;

namespace Harness.Compare.Receiving;

/// <summary>
/// Many WebSocket clients on one thread that do nothing but count frames, so that it is never they who are measured. Some of them may be stalled: they
/// never read.
/// </summary>
internal sealed class Crowd : IDisposable
{
    /// <summary>Every so many pieces the message's own time is looked at.</summary>
    private const int SampleEvery = 7;

    /// <summary>A server that answers no handshake for so long is not worth waiting for: the comparison ends and says so.</summary>
    private const int AnswerMilliseconds = 30_000;

    private Member[] _members = [];
    private readonly Epoll _epoll = new();
    private readonly Thread _reading;
    private volatile bool _stopped;
    private long _frames;
    private long _bytes;

    public Crowd() => _reading = new Thread(Read) { IsBackground = true, Name = "receiver" };

    public Latencies Latencies { get; } = new();

    public long Frames => Volatile.Read(ref _frames);

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Frames of each client that reads, in the order they connected.</summary>
    public IReadOnlyList<long> Each => [.. _members.Where(member => !member.IsStalled).Select(member => member.Counter.Frames)];

    /// <summary>Connects and shakes hands, several at a time; who is connected is read from at once, while the others still come.</summary>
    /// <param name="handshake">The request of each client, by its number from 0.</param>
    public void Connect(int port, int count, int stalled, Func<int, string> handshake)
    {
        _members = new Member[count];
        _reading.Start();
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            var member = Join(port, handshake(number), isStalled: number < stalled);
            Volatile.Write(ref _members[number], member);
            if (!member.IsStalled) _epoll.Watch(member.Socket, number);
        });
    }

    /// <summary>Sends the same masked text of at most 125 bytes on that connection.</summary>
    public void Say(int number, string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        byte[] frame = [0x81, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];
        _members[number].Socket.Send(frame, SocketFlags.None, out _);
    }

    public void Dispose()
    {
        _stopped = true;
        if (_reading.IsAlive) _reading.Join();
        foreach (var member in _members)
        {
            // With a reset: ten thousand closed the polite way would leave ten thousand ports in TIME_WAIT.
            member.Socket.LingerState = new LingerOption(true, 0);
            member.Socket.Dispose();
        }

        _epoll.Dispose();
    }

    private static Member Join(int port, string handshake, bool isStalled)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = AnswerMilliseconds };
        if (isStalled) socket.ReceiveBufferSize = 4096;
        socket.Connect(IPAddress.Loopback, port);
        socket.Send(Encoding.ASCII.GetBytes(handshake));
        var member = new Member(socket, isStalled);
        var buffer = new byte[16 * 1024];
        for (var length = 0; ;)
        {
            var read = socket.Receive(buffer.AsSpan(length));
            length += read;
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (read > 0 && end < 0) continue;
            var answer = Encoding.ASCII.GetString(buffer, 0, end < 0 ? length : end);
            if (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal)) throw new IOException($"expected 101, but was {answer}");
            member.Counter.Consume(buffer.AsSpan(end + 4, length - end - 4), out _);
            break;
        }

        socket.Blocking = false;
        return member;
    }

    private void Read()
    {
        var buffer = new byte[256 * 1024];
        var pieces = 0;
        while (!_stopped)
        {
            var ready = _epoll.Wait(100);
            for (var i = 0; i < ready; i++)
            {
                var member = Volatile.Read(ref _members[_epoll[i]]);
                var length = member.Socket.Receive(buffer, SocketFlags.None, out var error);
                if (length <= 0)
                {
                    // At its end a socket stays readable for ever: closed, it leaves the set.
                    if (error != SocketError.WouldBlock) member.Socket.Dispose();
                    continue;
                }

                var before = member.Counter.Frames;
                member.Counter.Consume(buffer.AsSpan(0, length), out var sample);
                _frames += member.Counter.Frames - before;
                _bytes += length;
                if (++pieces % SampleEvery == 0 && SentTime.MicrosSince(sample, TimeProvider.System.GetUtcNow()) is { } micros) Latencies.Add(micros);
            }
        }
    }

    private sealed class Member(Socket socket, bool isStalled)
    {
        public FrameCounter Counter;

        public Socket Socket => socket;

        public bool IsStalled => isStalled;
    }
}
