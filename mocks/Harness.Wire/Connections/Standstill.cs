namespace Harness.Wire.Connections;

/// <summary>
/// Tells a peer that takes nothing from one that takes its time: a full outbox is no proof, as a burst fills the fastest peer's for a moment. Costs nothing
/// until an outbox is full.
/// </summary>
internal struct Standstill
{
    private long _writes = -1;
    private long _since;

    public Standstill()
    {
    }

    /// <summary>Asked whenever something does not fit: whether no write has come to its end for that long.</summary>
    /// <param name="writes">How many have so far.</param>
    /// <param name="patience">Counted from when it was first asked since the last one.</param>
    public bool HasLasted(long writes, TimeSpan patience, TimeProvider time)
    {
        if (writes == _writes) return time.GetElapsedTime(_since) >= patience;
        (_writes, _since) = (writes, time.GetTimestamp());
        return false;
    }
}
