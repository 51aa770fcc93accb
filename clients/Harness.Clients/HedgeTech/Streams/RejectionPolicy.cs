namespace Harness.Clients.HedgeTech.Streams;

/// <summary>Decides whether a rejection is answered with a new token or ends the stream. One per stream.</summary>
internal sealed class RejectionPolicy(int maxRenewals)
{
    private int _renewals;

    /// <summary>The server took the present token.</summary>
    public void Accepted() => _renewals = 0;

    /// <exception cref="StreamRejectedException">Asking again is pointless.</exception>
    public void RenewOrThrow(Rejection rejection)
    {
        if (!rejection.MayBeTheToken || ++_renewals > maxRenewals)
            throw new StreamRejectedException(rejection);
    }
}
