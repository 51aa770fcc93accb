using Harness.Wire.Transports;

namespace Harness.Wire.Connections;

/// <summary>
/// The end of a connection once it is decided: lets what is queued go out, ends our direction, gives the peer time to end its own, and lets go of the
/// transport. Whoever ends in anger has cut the transport before.
/// </summary>
internal sealed class Departure(WireTransport transport, Outbox outbox, Inbox inbox, WireOptions options, TimeProvider time)
{
    public async Task LeaveAsync(WireEnding ending, WireRole role, CancellationToken giveUp)
    {
        if (Manners.For(ending, role) is { } manners)
        {
            try
            {
                await LeaveAsync(manners, giveUp);
            }
            catch (Exception)
            {
                // Out of time, or the peer broke it off: either way there is nobody left to be polite to.
                transport.Cut();
            }
        }

        outbox.Abort();
        inbox.Dispose();
        await transport.DisposeAsync();
    }

    private async Task LeaveAsync(Manners manners, CancellationToken giveUp)
    {
        // Not disposed, as the timer may just be firing; it has nothing of its own to let go of.
        var patience = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), patience, options.CloseTimeout, Timeout.InfiniteTimeSpan);
        await outbox.DrainAsync(patience.Token);
        var finished = manners.Finishes && await transport.FinishAsync(patience.Token);
        if (manners.Lingering == Lingering.No || (manners.Lingering == Lingering.IfFinished && !finished)) return;
        timer.Change(manners.Lingering == Lingering.UntilEnd ? options.CloseTimeout : options.LingerTimeout, Timeout.InfiniteTimeSpan);
        await inbox.DiscardAsync(manners.Lingering == Lingering.UntilClose && !finished, patience.Token);
    }

    /// <summary>How each ending takes its leave.</summary>
    /// <param name="Finishes">Whether we are the first to end our direction.</param>
    /// <param name="Lingering">Whether we still read, and drop what we read.</param>
    private sealed record Manners(bool Finishes, Lingering Lingering)
    {
        /// <returns>Null for an ending that leaves nothing to say: the transport is just let go.</returns>
        public static Manners? For(WireEnding ending, WireRole role) => ending switch
        {
            // §7.1.1: after the close handshake the server ends the connection, and the client waits for it.
            WireEnding.Closed or WireEnding.PeerClosed => role == WireRole.Server ? new(true, Lingering.No) : new(false, Lingering.UntilEnd),

            // The peer has not seen it coming: a socket closed over its unread bytes would reset, and our last frames would be lost with it.
            WireEnding.Violation or WireEnding.HandlerFailed => new(true, Lingering.UntilClose),
            WireEnding.ClosedWithoutHandshake or WireEnding.Cut => new(true, Lingering.IfFinished),
            _ => null,
        };
    }

    private enum Lingering
    {
        No,

        /// <summary>Until the peer's end, if ours has gone out.</summary>
        IfFinished,

        /// <summary>Until the peer's end, or its close frame where our end could not go out.</summary>
        UntilClose,

        /// <summary>Until the peer's end, for as long as a close handshake may take.</summary>
        UntilEnd,
    }
}
