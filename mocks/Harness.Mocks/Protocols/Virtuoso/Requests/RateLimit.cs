namespace Harness.Mocks.Protocols.Virtuoso.Requests;

/// <summary>How many messages one connection may send: so many in any second that begins with its first.</summary>
internal sealed class RateLimit(int perSecond)
{
    private DateTimeOffset _second = DateTimeOffset.MinValue;
    private int _count;

    public bool Allows(DateTimeOffset now)
    {
        if (now - _second >= TimeSpan.FromSeconds(1)) (_second, _count) = (now, 0);
        return ++_count <= perSecond;
    }
}
