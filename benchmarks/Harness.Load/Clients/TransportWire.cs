using System.Net.Sockets;
using Harness.Wire.Transports;

namespace Harness.Load.Clients;

/// <summary>Frames go through a transport, one after the other: TLS, and systems without epoll.</summary>
internal sealed class TransportWire(WireTransport transport) : IClientWire
{
    private const int MostWaiting = 64;

    private readonly Lock _gate = new();
    private Task _writing = Task.CompletedTask;
    private int _waiting;

    public WireTransport Transport => transport;

    public bool Send(byte[] frame)
    {
        lock (_gate)
        {
            if (_waiting >= MostWaiting) return false;
            _waiting++;
            _writing = WriteAsync(_writing, frame);
            return true;
        }
    }

    public void Dispose() => transport.Reset();

    private async Task WriteAsync(Task before, byte[] frame)
    {
        await before;
        try
        {
            await transport.WriteAsync(frame, CancellationToken.None);
        }
        catch (Exception problem) when (problem is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is over: whoever reads learns it.
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
