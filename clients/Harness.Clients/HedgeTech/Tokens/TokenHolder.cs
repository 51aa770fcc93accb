using Harness.Clients.Connections;

namespace Harness.Clients.HedgeTech.Tokens;

/// <summary>The token in use, shared by all streams of one client.</summary>
internal sealed class TokenHolder(HedgeTechOptions options, Func<CancellationToken, ValueTask<string>> issue) : IDisposable
{
    private readonly SemaphoreSlim _issuing = new(1, 1);
    private string? _token;

    /// <summary>
    /// The token in use, or a new one if there is none or it has expired. A token that is new is handed out as it is: who uses it decides what to
    /// do with one that was issued too late.
    /// </summary>
    /// <exception cref="TokenRefusedException">The credentials are wrong: asking again will not help.</exception>
    /// <exception cref="ConnectionLostException">Asking again may help.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        await _issuing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var clock = options.Connection.TimeProvider;
            if (_token is not null && !(TokenExpiry.Of(_token) <= clock.GetUtcNow()))
                return _token;
            _token = await issue(cancellationToken).ConfigureAwait(false);
            options.Connection.OnEvent?.Invoke(new TokenIssued(clock.GetUtcNow(), TokenExpiry.Of(_token)));
            return _token;
        }
        catch (TokenRefusedException refused) when (refused.IsTransient)
        {
            throw new ConnectionLostException(refused.Message, refused);
        }
        finally
        {
            _issuing.Release();
        }
    }

    /// <summary>The server rejected this token: the next caller gets a new one, unless another stream has fetched it already.</summary>
    public void Drop(string token) => Interlocked.CompareExchange(ref _token, null, token);

    public void Dispose() => _issuing.Dispose();
}
