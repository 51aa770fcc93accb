namespace Harness.Wire;

/// <summary>What ended a connection.</summary>
public enum WireEnding
{
    /// <summary>The peer sent the first close frame.</summary>
    PeerClosed,

    /// <summary>We sent the first close frame, and the peer answered it.</summary>
    Closed,

    /// <summary>We sent a close frame and ended the connection without waiting for an answer, as ordered.</summary>
    ClosedWithoutHandshake,

    /// <summary>We sent the first close frame, and the peer ended the connection or stayed silent past the deadline.</summary>
    CloseUnanswered,

    /// <summary>The peer broke RFC 6455, or sent more than we take; see <see cref="WireClosed.Violation"/>.</summary>
    Violation,

    /// <summary>The peer ended the connection without a close frame.</summary>
    PeerCut,

    /// <summary>The connection broke: a reset, or any other failure of the transport.</summary>
    PeerReset,

    /// <summary>We ended the connection without a close frame, as ordered.</summary>
    Cut,

    /// <summary>We reset the connection, as ordered.</summary>
    Reset,

    /// <summary>We cut the connection because the peer read too slowly.</summary>
    SlowConsumer,

    /// <summary>The token given to <see cref="WireConnection.RunAsync"/> was cancelled, and the connection was cut.</summary>
    Cancelled,

    /// <summary>The handler threw, and we closed with 1011.</summary>
    HandlerFailed,
}
