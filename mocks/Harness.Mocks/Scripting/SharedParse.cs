using Harness.Fixtures.Scenarios.Matching;

namespace Harness.Mocks.Scripting;

/// <summary>A broadcast is parsed once for all connections that are sent it. Called under the server's gate only.</summary>
internal sealed class SharedParse
{
    private ReadOnlyMemory<byte> _payload;
    private MatchSubject? _parsed;
    private int _users;

    /// <summary>The message, parsed; null while another one is in use. Give it back.</summary>
    /// <param name="payload">Bytes that nobody writes to again.</param>
    public MatchSubject? Borrow(ReadOnlyMemory<byte> payload)
    {
        if (_parsed is null || !payload.Equals(_payload))
        {
            if (_users > 0) return null;
            _parsed?.Dispose();
            _parsed = null;
            _parsed = MatchSubject.Read(payload);
            _payload = payload;
        }

        _users++;
        return _parsed;
    }

    public void GiveBack() => _users--;
}
