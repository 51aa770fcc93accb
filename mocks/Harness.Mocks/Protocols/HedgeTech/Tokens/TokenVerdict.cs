using System.Diagnostics.CodeAnalysis;
using Harness.Fixtures.Catalog;

namespace Harness.Mocks.Protocols.HedgeTech.Tokens;

/// <summary>Whether a handshake's token is good, and if not, why in a few words.</summary>
internal sealed record TokenVerdict(TokenClaims? Claims, Account? Account, string? Cause)
{
    [MemberNotNullWhen(true, nameof(Claims), nameof(Account))]
    [MemberNotNullWhen(false, nameof(Cause))]
    public bool IsAccepted => Claims is not null;

    public static TokenVerdict Accepted(TokenClaims claims, Account account) => new(claims, account, null);

    public static TokenVerdict Rejected(string cause) => new(null, null, cause);
}
