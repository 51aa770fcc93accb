namespace Harness.Conformance.Runs.Clients.Processes;

/// <summary>The end of what a program writes to its standard error.</summary>
internal sealed class LastLines
{
    private const int Most = 40;
    private const int Longest = 500;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Enqueue(line.Length <= Longest ? line : line[..Longest] + "…");
            if (_lines.Count > Most) _lines.Dequeue();
        }
    }

    public override string ToString()
    {
        lock (_gate) return string.Join('\n', _lines);
    }
}
