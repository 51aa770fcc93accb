namespace Harness.Mocks.Journal;

/// <summary>
/// Entries in the order they were written: what one connection alone said and heard, or what was broadcast on one topic. A full journal forgets the
/// oldest entry of all, and so every strand from its front. Guarded by the journal's lock.
/// </summary>
internal class JournalStrand
{
    private readonly List<JournalBlock> _blocks = [];

    /// <summary>How many entries are forgotten: the number of the oldest one held, counted from 0.</summary>
    public long First { get; private set; }

    /// <summary>The number of the next entry.</summary>
    public long End { get; private set; }

    /// <summary>How many are held.</summary>
    public int Count => (int)(End - First);

    /// <param name="number">From <see cref="First"/> to <see cref="End"/>.</param>
    public ref JournalEntry this[long number] => ref BlockOf(number)[number];

    public void Add(in JournalEntry entry)
    {
        var last = _blocks.Count > 0 ? _blocks[^1] : null;
        if (last is null || last.IsFull) _blocks.Add(last = JournalBlock.After(last, End));
        last.Add(entry);
        End++;
    }

    /// <summary>Forgets the oldest entry and returns what it weighed.</summary>
    public int Forget()
    {
        ref var oldest = ref _blocks[0][First];
        var weight = oldest.Weight;
        oldest = default;
        if (++First == _blocks[0].End && (First == End || _blocks[0].IsFull)) _blocks.RemoveAt(0);
        return weight;
    }

    /// <summary>Forgets everything; numbers go on.</summary>
    public void Clear()
    {
        First = End;
        _blocks.Clear();
    }

    /// <summary>The number of the first entry that is not older than <paramref name="sequence"/>.</summary>
    public long Find(long sequence)
    {
        var (low, high) = (First, End);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (this[middle].Sequence < sequence) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private JournalBlock BlockOf(long number)
    {
        var (low, high) = (0, _blocks.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_blocks[middle].End <= number) low = middle + 1;
            else high = middle;
        }

        return _blocks[low];
    }
}
