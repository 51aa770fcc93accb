namespace Harness.Clients.HedgeTech.Streams;

/// <summary>The server rejected the connection, and the client has stopped asking.</summary>
public sealed class StreamRejectedException : Exception
{
    internal StreamRejectedException(Rejection rejection)
        : base(rejection.ToString())
    {
        Cause = rejection.Cause;
        CloseCode = rejection.CloseCode;
        HttpStatus = rejection.HttpStatus;
        Reason = rejection.Reason;
    }

    /// <summary>What the server objected to.</summary>
    public RejectionCause Cause { get; }

    /// <summary>1008 when the server closed an accepted connection; else null.</summary>
    public int? CloseCode { get; }

    /// <summary>The status when the server refused the handshake; else null.</summary>
    public int? HttpStatus { get; }

    /// <summary>The server's own reason; empty when it gave none.</summary>
    public string Reason { get; }
}
