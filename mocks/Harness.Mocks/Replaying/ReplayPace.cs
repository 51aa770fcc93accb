namespace Harness.Mocks.Replaying;

/// <summary>When a recorded server says the next thing.</summary>
public enum ReplayPace
{
    /// <summary>
    /// When it said it, counted from the handshake. A client that is behind the one of the recording is waited for: a reply does not come before its
    /// request, unless the client does not follow the recording at all.
    /// </summary>
    Recorded,

    /// <summary>At once, one thing after the other; a client is waited for as above.</summary>
    Max,

    /// <summary>At once, but never before the client has said as much as it had said then, however long that takes.</summary>
    Step,
}
