namespace Harness.Specs.Rules;

/// <summary>Things that a fold waits for, each until a moment of its own; the fold is woken for the earliest.</summary>
internal sealed class Waits<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, long> _until = [];

    public int Count => _until.Count;

    public bool Contains(TKey key) => _until.ContainsKey(key);

    /// <summary>Waits for that thing until then; a wait that is already on is moved.</summary>
    public void Start(TKey key, long until, FindingSink findings)
    {
        _until[key] = until;
        findings.WakeAt(until);
    }

    /// <summary>It came, or is not waited for any more.</summary>
    public bool Stop(TKey key) => _until.Remove(key);

    public void Clear() => _until.Clear();

    /// <summary>The things that did not come in time, in the order of their moments; asks to be woken for the rest.</summary>
    public IReadOnlyList<TKey> TakeDue(long now, FindingSink findings)
    {
        List<TKey>? due = null;
        var next = long.MaxValue;
        foreach (var (key, until) in _until.OrderBy(wait => wait.Value))
        {
            if (until <= now) (due ??= []).Add(key);
            else next = Math.Min(next, until);
        }

        foreach (var key in due ?? []) _until.Remove(key);
        if (next < long.MaxValue) findings.WakeAt(next);
        return due ?? [];
    }
}
