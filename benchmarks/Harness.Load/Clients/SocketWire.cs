using System.Net.Sockets;

namespace Harness.Load.Clients;

/// <summary>Frames go straight to a TCP socket that does not block.</summary>
internal sealed class SocketWire(Socket socket) : IClientWire
{
    /// <summary>A client says little: more than this waiting means that the server has stopped reading.</summary>
    private const int MostWaiting = 64 * 1024;

    private readonly Lock _gate = new();
    private byte[] _waiting = [];
    private bool _isOver;

    public Socket Socket => socket;

    public bool Send(byte[] frame)
    {
        lock (_gate)
        {
            if (_isOver) return true;
            if (_waiting.Length + frame.Length > MostWaiting) return false;
            byte[] bytes = _waiting.Length == 0 ? frame : [.. _waiting, .. frame];
            var sent = socket.Send(bytes, SocketFlags.None, out var error);
            // An error other than a full buffer shows itself to whoever reads.
            _waiting = error is SocketError.Success or SocketError.WouldBlock ? bytes[Math.Max(0, sent)..] : [];
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
            // With a reset: ten thousand closed the polite way would leave ten thousand ports in TIME_WAIT.
            socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }
    }
}
