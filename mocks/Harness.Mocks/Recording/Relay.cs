using System.Buffers;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Wire.Transports;

namespace Harness.Mocks.Recording;

/// <summary>
/// Passes bytes on between a client and a server, untouched, both ways. Nothing is read before what came earlier has been taken on the other side, so
/// that a slow reader slows its own sender down and nobody else. What one side does to the connection is done to the other: an end, or a reset.
/// </summary>
internal sealed class Relay(WireTransport client, WireTransport target, RelayNotes notes, JournalFolder folder, TimeProvider time)
{
    private const int BufferBytes = 16 * 1024;

    /// <summary>How long the other side may take to end as well.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs until both sides have ended, or until <paramref name="stopping"/>; the transports are the caller's to dispose.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var up = PumpAsync(client, target, Party.Client, over);
        var down = PumpAsync(target, client, Party.Server, over);
        await Task.WhenAny(up, down);
        await using (time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), over, Grace, Timeout.InfiniteTimeSpan))
        {
            await Task.WhenAll(up, down);
        }

        notes.Stopped();
    }

    private async Task PumpAsync(WireTransport from, WireTransport to, Party party, CancellationTokenSource over)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var tap = notes.TapOf(party);
            while (await from.ReadAsync(buffer, over.Token) is > 0 and var read)
            {
                tap.Read(buffer.AsSpan(0, read));
                if (!await PassOnAsync(to, buffer.AsMemory(0, read), over.Token))
                {
                    // Whoever should have read this is gone: his own direction says how.
                    from.Cut();
                    return;
                }

                await folder.RoomAsync(over.Token);
            }

            notes.Ended(party, "cut");

            // A way out that cannot end in one direction ends as a whole, once the caller lets go of it.
            if (!await to.FinishAsync(over.Token)) await over.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The recording ends, or the other side has taken its time.
        }
        catch (Exception broken) when (broken is not (OutOfMemoryException or NullReferenceException))
        {
            notes.Ended(party, "reset");
            to.Reset();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<bool> PassOnAsync(WireTransport to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await to.WriteAsync(bytes, cancellationToken);
            return true;
        }
        catch (Exception gone) when (gone is IOException or System.Net.Sockets.SocketException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }
}
