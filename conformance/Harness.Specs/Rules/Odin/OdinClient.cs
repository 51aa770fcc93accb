namespace Harness.Specs.Rules.Odin;

/// <summary>What is known of one client_id: what it asked for, what it was given, what it gave up. Stocks go by <see cref="StockNames.WordOf"/>.</summary>
internal sealed class OdinClient
{
    private const int Most = 100_000;

    private readonly Dictionary<string, bool> _asked = [];
    private readonly HashSet<string> _held = [];
    private readonly HashSet<string> _earlier = [];
    private readonly Dictionary<string, Dropped> _dropped = [];

    /// <summary>It may have subscriptions from before anybody looked.</summary>
    public bool IsOpenEnded { get; set; }

    /// <summary>Connections that it has had.</summary>
    public int Connections { get; private set; }

    /// <summary>When its last connection ended; null while it never has.</summary>
    public long? LeftAt { get; set; }

    /// <summary>What it asked for and did not give up: data may come for these.</summary>
    public IReadOnlyCollection<string> Asked => _asked.Keys;

    /// <summary>What the server granted it on its present connection.</summary>
    public IReadOnlyCollection<string> Held => _held;

    /// <summary>What it had when its last connection ended, and should have again.</summary>
    public IReadOnlyCollection<string> Earlier => _earlier;

    /// <summary>What the last answer to a subscribe request granted.</summary>
    public IReadOnlySet<string> Latest { get; private set; } = new HashSet<string>();

    /// <summary>Items of all its subscribe requests, whatever became of them and however often it named a stock.</summary>
    public int Items { get; private set; }

    /// <summary>A new connection: what was held before has to be restored first.</summary>
    public void Connect()
    {
        Connections++;
        _earlier.UnionWith(_held);
        _held.Clear();
    }

    public bool HasAskedFor(string word) => _asked.ContainsKey(word);

    public void Ask(string word, bool byToken)
    {
        Items++;
        if (_asked.Count >= Most) return;
        _asked[word] = byToken;
        _dropped.Remove(word);
    }

    public void Grant(IReadOnlySet<string> words)
    {
        Latest = words;
        if (_held.Count < Most) _held.UnionWith(words);
    }

    /// <summary>The server does not know it.</summary>
    public void Fail(string word)
    {
        if (!_held.Contains(word) && !_earlier.Contains(word)) _asked.Remove(word);
    }

    /// <param name="from">From when on no data may come.</param>
    public void Drop(string word, bool byToken, long from)
    {
        var inOtherWords = _asked.Remove(word, out var askedByToken) && askedByToken != byToken;
        _held.Remove(word);
        _earlier.Remove(word);
        if (_dropped.Count < Most) _dropped[word] = new Dropped(from, inOtherWords);
    }

    /// <summary>When and how it gave that stock up; null where it did not.</summary>
    public Dropped? DroppedAt(string word) => _dropped.TryGetValue(word, out var dropped) ? dropped : null;

    /// <summary>A token has turned out to be a stock with a name.</summary>
    public void Rename(string token, string symbol)
    {
        if (_asked.Remove(token, out var byToken)) _asked.TryAdd(symbol, byToken);
        if (_held.Remove(token)) _held.Add(symbol);
        if (_earlier.Remove(token)) _earlier.Add(symbol);
        if (_dropped.Remove(token, out var dropped)) _dropped.TryAdd(symbol, dropped);
    }
}

/// <summary>A subscription that was given up.</summary>
/// <param name="From">From when on no data may come, in microseconds.</param>
/// <param name="InOtherWords">It was subscribed by symbol and given up by token, or the other way round.</param>
internal readonly record struct Dropped(long From, bool InOtherWords);
