namespace Harness.Specs.Rules;

/// <summary>Things that a fold waits for, each until a moment of its own; the fold is woken for the earliest.</summary>
internal sealed class Waits<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, (long Until, object? Owner)> _until = [];

    public bool Contains(TKey key) => _until.ContainsKey(key);

    /// <summary>Waits for that thing until then; a wait that is already on is moved. An owner's waits can be stopped together.</summary>
    public void Start(TKey key, long until, FindingSink findings, object? owner = null)
    {
        _until[key] = (until, owner);
        findings.WakeAt(until);
    }

    /// <summary>It came, or is not waited for any more.</summary>
    public bool Stop(TKey key) => _until.Remove(key);

    /// <summary>Stops whatever that owner waits for, and says what it was.</summary>
    public IReadOnlyList<TKey> StopAll(object owner)
    {
        List<TKey>? stopped = null;
        foreach (var (key, wait) in _until)
        {
            if (ReferenceEquals(wait.Owner, owner)) (stopped ??= []).Add(key);
        }

        foreach (var key in stopped ?? []) _until.Remove(key);
        return stopped ?? [];
    }

    /// <summary>The things that did not come in time, in the order of their moments; asks to be woken for the rest.</summary>
    public IReadOnlyList<TKey> TakeDue(long now, FindingSink findings)
    {
        List<TKey>? due = null;
        var next = long.MaxValue;
        foreach (var (key, wait) in _until)
        {
            if (wait.Until <= now) (due ??= []).Add(key);
            else next = Math.Min(next, wait.Until);
        }

        if (next < long.MaxValue) findings.WakeAt(next);
        if (due is null) return [];
        due.Sort((one, other) => _until[one].Until.CompareTo(_until[other].Until));
        foreach (var key in due) _until.Remove(key);
        return due;
    }
}
