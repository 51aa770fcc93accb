namespace Harness.Clients.AirAlgo;

/// <summary>The token numbers that are subscribed, in the order they were asked for.</summary>
internal sealed class TokenBook
{
    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, bool> _tokens = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
                return [.. _tokens.Keys];
        }
    }

    public void Add(IEnumerable<string> tokens)
    {
        lock (_gate)
        {
            foreach (string token in tokens)
                _tokens[token] = true;
        }
    }

    public void Remove(IEnumerable<string> tokens)
    {
        lock (_gate)
        {
            foreach (string token in tokens)
                _tokens.Remove(token);
        }
    }
}
