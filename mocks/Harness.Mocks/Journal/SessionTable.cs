using System.Runtime.InteropServices;

namespace Harness.Mocks.Journal;

/// <summary>The sessions of a journal, by who the peer is and in the order they began. Guarded by the journal's lock.</summary>
internal sealed class SessionTable(Journal journal)
{
    private readonly Dictionary<SessionKey, List<JournalSession>> _byKey = [];
    private readonly List<JournalSession> _inOrder = [];
    private int _numbers;

    public IReadOnlyList<JournalSession> InOrder => _inOrder;

    public JournalSession? Find(string id) => _inOrder.Find(session => session.Id == id);

    /// <summary>That peer's session with one of these protocols; one that so far has only fetched a token becomes the likeliest protocol's.</summary>
    public JournalSession? Find(SessionKey key, IReadOnlyList<string> slugs, bool isSocket)
    {
        if (!_byKey.TryGetValue(key, out var sessions)) return null;
        for (var i = sessions.Count - 1; i >= 0; i--)
        {
            var session = sessions[i];
            if (slugs.Contains(session.Protocol)) return session;
            if (!isSocket || session.Sockets > 0) continue;
            session.Protocol = slugs[0];
            return session;
        }

        return null;
    }

    /// <summary>That peer's last session with a protocol.</summary>
    public JournalSession? Last(SessionKey key, string slug) =>
        _byKey.TryGetValue(key, out var sessions) ? sessions.FindLast(session => session.Protocol == slug) : null;

    /// <param name="start">When its first frame was seen, in microseconds since the journal began.</param>
    public JournalSession Begin(SessionKey key, string slug, long start)
    {
        var session = new JournalSession(journal, ++_numbers, key, slug, start) { LastAt = start };
        ref var sessions = ref CollectionsMarshal.GetValueRefOrAddDefault(_byKey, key, out _);
        (sessions ??= []).Add(session);
        _inOrder.Add(session);
        return session;
    }

    public void Remove(JournalSession session)
    {
        if (!_byKey.TryGetValue(session.Key, out var sessions)) return;
        sessions.Remove(session);
        if (sessions.Count == 0) _byKey.Remove(session.Key);
        _inOrder.Remove(session);
    }

    /// <summary>Forgets all of them; numbers go on.</summary>
    public void Clear()
    {
        _byKey.Clear();
        _inOrder.Clear();
    }
}
