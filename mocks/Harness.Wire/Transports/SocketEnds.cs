using System.Net.Sockets;

namespace Harness.Wire.Transports;

/// <summary>The two ways to end a TCP connection at once; nothing happens where it has ended.</summary>
internal static class SocketEnds
{
    public static void Cut(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer, or another thread, was faster.
        }
    }

    /// <summary>A socket closed with no time to linger resets.</summary>
    public static void Reset(Socket socket) => socket.Close(timeout: 0);
}
