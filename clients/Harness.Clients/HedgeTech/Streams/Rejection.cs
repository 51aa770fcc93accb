using System.Buffers;
using Harness.Clients.Connections;

namespace Harness.Clients.HedgeTech.Streams;

/// <summary>
/// Section 8: 1008 for an invalid token, symbol or channel alike. Only the reason, which no document fixes, tells them apart.
/// A handshake refused with 401 or 403 is the same thing said earlier: a server that closes before it accepts produces it.
/// </summary>
internal sealed record Rejection(RejectionCause Cause, int? CloseCode, int? HttpStatus, string Reason)
{
    private static readonly SearchValues<string> SubscriptionWords = Words("symbol", "isin", "channel", "contract", "subscri");
    private static readonly SearchValues<string> TokenWords =
        Words("token", "jwt", "expire", "revoke", "signature", "authori", "authenti", "bearer");

    private static readonly SearchValues<string> AccountWords = Words("access", "permi", "approv", "forbidden");

    /// <summary>The server issued a token that had expired already: there is no point in showing it.</summary>
    public static Rejection IssuedExpired { get; } = new(RejectionCause.Token, null, null, "it has expired");

    /// <summary>The rejection that a loss stands for, or null where it is none.</summary>
    public static Rejection? Of(ConnectionLostException lost) =>
        lost.CloseCode == 1008 ? new(CauseOf(lost.Reason), lost.CloseCode, null, lost.Reason) : null;

    /// <summary>A refused handshake; null where the server is only busy or broken.</summary>
    public static Rejection? Of(HandshakeRefusedException refused) =>
        refused.IsTransient
            ? null
            : new(refused.Status == 401 ? RejectionCause.Token : RejectionCause.Unknown, null, refused.Status, "");

    /// <summary>Whether a new token may change the server's mind.</summary>
    public bool MayBeTheToken => Cause is RejectionCause.Token or RejectionCause.Unknown && HttpStatus is null or 401 or 403;

    public override string ToString()
    {
        string how = HttpStatus is { } status ? $"refused the handshake with HTTP {status}"
            : CloseCode is { } code ? $"closed the connection with {code}"
            : "issued a token that cannot be used";
        string why = Reason.Length == 0 ? "" : $" ({Reason})";
        string advice = Cause switch
        {
            RejectionCause.Token => "Check the account; no new token was accepted.",
            RejectionCause.Account => "Ask the vendor for access.",
            RejectionCause.Subscription => "Correct the subscription.",
            _ => "Check the account, the symbols and the channels: the server does not say which it objects to.",
        };
        return $"The server {how}{why}. {advice}";
    }

    // A reason may quote the client's own word, so the kind of thing it quotes is looked for first.
    private static RejectionCause CauseOf(string reason) =>
        reason.AsSpan().ContainsAny(SubscriptionWords) ? RejectionCause.Subscription
        : reason.AsSpan().ContainsAny(TokenWords) ? RejectionCause.Token
        : reason.AsSpan().ContainsAny(AccountWords) ? RejectionCause.Account
        : RejectionCause.Unknown;

    private static SearchValues<string> Words(params ReadOnlySpan<string> words) =>
        SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
}
