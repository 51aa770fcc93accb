using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.HedgeTech.Tokens;

/// <summary>Ends a connection with 1008 when the token it came with expires or is revoked while it streams.</summary>
internal sealed class CredentialWatch(TokenService tokens, TokenClaims claims)
{
    /// <summary>Waits for the token's expiry, at most this long: nobody streams for longer than a timer can hold.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    public void Start(MockConnection connection)
    {
        var remaining = tokens.Remaining(claims);
        if (remaining < Longest) connection.Schedule(remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero, () => Lose(connection, CredentialLoss.Expired));
    }

    public void Lose(MockConnection connection, CredentialLoss loss)
    {
        // The token is spent for good: whoever comes back with it is turned down too.
        tokens.Lose(claims, loss);
        connection.Close(Rejection.PolicyViolation, TokenService.Word(loss));
    }
}
