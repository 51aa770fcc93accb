using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Sockets;
using Harness.Load.Clients;
using Harness.Load.Figures;

namespace Harness.Load.Receiving;

/// <summary>Reads transports, each in a loop of its own, and takes one piece at a time: TLS, and systems without epoll.</summary>
internal sealed class TransportReceiver(TimeProvider time) : IReceiver
{
    private const int BufferBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _loops = [];

    public Tally Tally { get; } = new();

    public void Add(LoadClient client, IClientWire wire, ReadOnlyMemory<byte> alreadyRead)
    {
        client.CountIn(Tally);
        _loops.Add(Task.Run(() => ReadAsync(client, ((TransportWire)wire).Transport)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        _stop.Dispose();
    }

    private async Task ReadAsync(LoadClient client, Wire.Transports.WireTransport transport)
    {
        try
        {
            while (!client.IsOver && !(client.Stalls && client.HasData))
            {
                // An idle connection holds no buffer where the transport can tell that something is there.
                var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
                try
                {
                    var length = await transport.ReadAsync(buffer, _stop.Token);
                    if (length == 0)
                    {
                        client.End("cut");
                        return;
                    }

                    lock (_gate) client.Receive(buffer.AsSpan(0, length), (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
        catch (Exception problem) when (problem is IOException or SocketException or ObjectDisposedException)
        {
            client.End("reset");
        }
    }
}
