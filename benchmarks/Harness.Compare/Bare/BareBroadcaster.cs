using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Harness.Compare.Bare;

/// <summary>
/// The yardstick: what C# on plain sockets can do, and nothing else. It shakes hands, frames a message once and sends it to everybody with one
/// non-blocking call; who does not take it misses it.
/// </summary>
internal sealed class BareBroadcaster(double rate, int size, int tickMilliseconds)
{
    private const int MostTogether = 64;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly AutoResetEvent _never = new(false);
    private readonly Member[] _members = new Member[20_000];
    private volatile int _count;

    public void Run()
    {
        _listener.Start(4096);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready {((IPEndPoint)_listener.LocalEndpoint).Port}"));
        new Thread(Accept) { IsBackground = true }.Start();
        if (rate > 0) Broadcast();
        else _never.WaitOne();
    }

    private void Accept()
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var socket = _listener.AcceptSocket();
            socket.NoDelay = true;
            var length = 0;
            while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
            {
                var read = socket.Receive(buffer.AsSpan(length));
                if (read == 0) break;
                length += read;
            }

            var request = Encoding.ASCII.GetString(buffer, 0, length);
            var at = request.IndexOf("Sec-WebSocket-Key: ", StringComparison.OrdinalIgnoreCase) + 19;
            var key = request[at..request.IndexOf('\r', at)];
            var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
            socket.Send(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"));
            socket.Blocking = false;
            _members[_count] = new Member(socket);
            _count++;
        }
    }

    private void Broadcast()
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var frame = Frame();
        var batch = new byte[frame.Length * MostTogether];
        for (long sent = 0; ;)
        {
            var due = (long)(time.GetElapsedTime(began).TotalSeconds * rate);
            if (due == sent)
            {
                _never.WaitOne(tickMilliseconds);
                continue;
            }

            var together = (int)Math.Min(MostTogether, due - sent);
            sent += together;
            Stamp(frame);
            for (var i = 0; i < together; i++) frame.CopyTo(batch, i * frame.Length);
            foreach (var member in _members.AsSpan(0, _count)) member.Send(batch.AsSpan(0, together * frame.Length));
        }
    }

    private byte[] Frame()
    {
        var head = """{"channel":"best-limit","timestamp":"0000-00-00T00:00:00.000000","data":" """.TrimEnd();
        var payload = Encoding.ASCII.GetBytes(head + new string('x', Math.Max(0, size - head.Length - 2)) + "\"}");
        return [0x81, 126, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];
    }

    private static void Stamp(byte[] frame)
    {
        var at = frame.AsSpan().IndexOf("\"timestamp\":\""u8) + 13;
        TimeProvider.System.GetUtcNow().TryFormat(frame.AsSpan(at), out _, "yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
    }

    private sealed class Member(Socket socket)
    {
        private byte[] _rest = [];

        public void Send(ReadOnlySpan<byte> bytes)
        {
            // The rest of a frame that did not fit comes first; until it has left there is no room for more.
            if (_rest.Length > 0)
            {
                _rest = _rest[Try(_rest)..];
                if (_rest.Length > 0) return;
            }

            var sent = Try(bytes);
            if (sent > 0 && sent < bytes.Length) _rest = bytes[sent..].ToArray();
        }

        private int Try(ReadOnlySpan<byte> bytes) => Math.Max(0, socket.Send(bytes, SocketFlags.None, out _));
    }
}
