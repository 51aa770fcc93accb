using System.Globalization;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Server;

namespace Harness.Mocks.Protocols.Odin;

/// <summary>
/// The sessions of every client, by client_id. Those of clients that are gone wait for their return: for ever, for some time or not at all
/// (stance <c>odin.restore</c>), and only so many of them.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="mostWaiting">How many wait at most; past it the one that has waited longest is forgotten.</param>
internal sealed class OdinSessions(World world, int mostWaiting)
{
    private readonly Dictionary<string, OdinSession> _live = [];
    private readonly OrderedDictionary<string, OdinSession> _waiting = [];
    private long _lastGiven;

    /// <summary>An id that nobody has: <c>client_</c> and the Unix time in nanoseconds.</summary>
    public string NextClientId()
    {
        var nanoseconds = (world.Now - DateTimeOffset.UnixEpoch).Ticks * 100;
        while (true)
        {
            _lastGiven = Math.Max(_lastGiven + 1, nanoseconds);
            var id = string.Create(CultureInfo.InvariantCulture, $"client_{_lastGiven}");
            if (!_live.ContainsKey(id) && !_waiting.ContainsKey(id)) return id;
        }
    }

    /// <summary>The session of that client, with what it had subscribed as far as that is restored; <paramref name="stream"/> speaks for it from now on.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="stream">The new connection.</param>
    /// <param name="replaced">The connection that spoke for it until now, or null.</param>
    public OdinSession Open(string clientId, OdinStream stream, out OdinStream? replaced)
    {
        var known = _live.GetValueOrDefault(clientId);
        if (_waiting.Remove(clientId, out var waiting)) known = waiting;
        replaced = known?.Stream;
        var session = known is not null && IsRestored(known) ? known : new OdinSession(clientId);
        session.Stream = stream;
        _live[clientId] = session;
        return session;
    }

    /// <summary>A connection has ended; if it still spoke for its session, the session waits from now on.</summary>
    public void Leave(OdinSession session, OdinStream stream)
    {
        if (session.Stream != stream || !_live.Remove(session.ClientId)) return;
        session.Stream = null;
        session.LeftAt = world.Now;
        if (session.Stocks.Count == 0) return;
        _waiting.Add(session.ClientId, session);
        while (_waiting.Count > mostWaiting) _waiting.RemoveAt(0);
    }

    private bool IsRestored(OdinSession session)
    {
        var stance = world.Stances["odin.restore"];
        if (stance == "none") return false;
        return session.Stream is not null || !Duration.TryParse(stance, out var window) || world.Now - session.LeftAt <= window;
    }
}
