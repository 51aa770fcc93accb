namespace Harness.Wire;

/// <summary>How a connection ended.</summary>
public sealed record WireClosed
{
    public required WireEnding Ending { get; init; }

    /// <summary>The close frame that we sent, if any: ours to begin with, or the echo of the peer's.</summary>
    public WireClose? Sent { get; init; }

    /// <summary>The close frame that the peer sent, if any.</summary>
    public WireClose? Received { get; init; }

    /// <summary>What the peer did wrong on the wire, where <see cref="Ending"/> is <see cref="WireEnding.Violation"/>.</summary>
    public WireViolation? Violation { get; init; }

    /// <summary>What the transport said, where it failed.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether both close frames crossed.</summary>
    public bool Clean => Sent is not null && Received is not null && Violation is null;

    /// <summary>Whether the peer ended it, by a close frame, a cut, a reset or a violation.</summary>
    public bool ByPeer => Ending is WireEnding.PeerClosed or WireEnding.PeerCut or WireEnding.PeerReset or WireEnding.Violation;

    /// <summary>The code of the close frame that began the end; null where it had none, or where there was no close frame.</summary>
    public int? Code => First?.Code;

    /// <summary>The reason of the close frame that began the end; empty where there is none.</summary>
    public string Reason => First?.Reason ?? "";

    private WireClose? First => Ending == WireEnding.PeerClosed ? Received : Sent ?? Received;
}
