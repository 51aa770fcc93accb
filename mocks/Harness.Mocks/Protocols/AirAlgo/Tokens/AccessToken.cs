namespace Harness.Mocks.Protocols.AirAlgo.Tokens;

/// <summary>A token that was issued. It may be lost before its time.</summary>
internal sealed class AccessToken(AirAlgoAccount account, DateTimeOffset expires)
{
    private bool _isLost;

    public AirAlgoAccount Account => account;

    /// <param name="now">On the clock of the peers.</param>
    public bool IsGood(DateTimeOffset now) => !_isLost && now < expires;

    public void Lose() => _isLost = true;
}
