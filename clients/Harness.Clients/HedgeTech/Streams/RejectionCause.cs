namespace Harness.Clients.HedgeTech.Streams;

/// <summary>What a server objected to, as far as its reason tells.</summary>
public enum RejectionCause
{
    /// <summary>It did not say: a bare 1008, or HTTP 403 at the handshake.</summary>
    Unknown,

    /// <summary>The token: invalid, expired or revoked.</summary>
    Token,

    /// <summary>The account: not approved, or without access to this market.</summary>
    Account,

    /// <summary>A symbol, contract or channel: unknown or missing.</summary>
    Subscription,
}
