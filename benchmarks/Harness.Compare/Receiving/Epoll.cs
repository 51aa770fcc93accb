using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Harness.Compare.Receiving;

/// <summary>
/// Linux's epoll, level-triggered, for one thread that reads thousands of sockets: the base class library's own way hands every piece of every socket to
/// a thread pool, and would be the first to give up here.
/// </summary>
internal sealed class Epoll : IDisposable
{
    private const int Add = 1;
    private const uint Readable = 1;

    // An event is a 32-bit mask and 64 bits of our own, packed on x64 and aligned elsewhere.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int DataOffset = EventBytes - 8;

    private readonly byte[] _events = new byte[1024 * EventBytes];
    private readonly int _handle = epoll_create1(0);

    public void Watch(Socket socket, int number)
    {
        var entry = new byte[EventBytes];
        BitConverter.TryWriteBytes(entry, Readable);
        BitConverter.TryWriteBytes(entry.AsSpan(DataOffset), number);
        if (epoll_ctl(_handle, Add, (int)socket.SafeHandle.DangerousGetHandle(), entry) != 0) throw new IOException("epoll_ctl failed");
    }

    /// <summary>Waits and returns how many sockets are readable.</summary>
    public int Wait(int milliseconds) => Math.Max(0, epoll_wait(_handle, _events, _events.Length / EventBytes, milliseconds));

    /// <summary>The number of the socket that event is about.</summary>
    public int this[int index] => BitConverter.ToInt32(_events, (index * EventBytes) + DataOffset);

    public void Dispose() => _ = close(_handle);

    [DllImport("libc", EntryPoint = "epoll_create1")]
    private static extern int epoll_create1(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl")]
    private static extern int epoll_ctl(int handle, int operation, int descriptor, byte[] entry);

    [DllImport("libc", EntryPoint = "epoll_wait")]
    private static extern int epoll_wait(int handle, [Out] byte[] events, int most, int milliseconds);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int close(int handle);
}
