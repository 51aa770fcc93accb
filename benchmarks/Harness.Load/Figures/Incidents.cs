namespace Harness.Load.Figures;

/// <summary>What went wrong, and how connections ended, by kind. Rare, so that a lock does.</summary>
internal sealed class Incidents
{
    /// <summary>A server that words each error anew must not fill the memory.</summary>
    private const int MostKinds = 200;

    private const string Rest = "other";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _errors = [];
    private readonly Dictionary<string, long> _closes = [];
    private long _total;

    public long Total => Interlocked.Read(ref _total);

    public void Error(string kind)
    {
        Interlocked.Increment(ref _total);
        lock (_gate) Add(_errors, kind);
    }

    /// <param name="how">A close code, <c>cut</c> or <c>reset</c>.</param>
    public void Ended(string how)
    {
        lock (_gate) Add(_closes, how);
    }

    /// <summary>Errors by kind, the most frequent first.</summary>
    public IReadOnlyDictionary<string, long> Errors() => Copy(_errors);

    public IReadOnlyDictionary<string, long> Endings() => Copy(_closes);

    private static void Add(Dictionary<string, long> counts, string kind)
    {
        if (counts.Count >= MostKinds && !counts.ContainsKey(kind)) kind = Rest;
        counts[kind] = counts.GetValueOrDefault(kind) + 1;
    }

    private IReadOnlyDictionary<string, long> Copy(Dictionary<string, long> counts)
    {
        lock (_gate) return new OrderedDictionary<string, long>(counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal));
    }
}
