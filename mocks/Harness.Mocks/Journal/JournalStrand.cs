namespace Harness.Mocks.Journal;

/// <summary>
/// Entries in the order they were written: what one connection alone said and heard, or what was broadcast on one topic. A full journal forgets the
/// oldest entry of all, and so every strand from its front. Guarded by the journal's lock.
/// </summary>
internal class JournalStrand
{
    private const int Smallest = 4;

    private JournalEntry[] _ring = [];
    private int _front;

    /// <summary>How many entries are forgotten: the number of the oldest one held, counted from 0.</summary>
    public long First { get; private set; }

    /// <summary>How many are held.</summary>
    public int Count { get; private set; }

    /// <summary>The number of the next entry.</summary>
    public long End => First + Count;

    /// <param name="number">From <see cref="First"/> to <see cref="End"/>.</param>
    public ref JournalEntry this[long number]
    {
        get
        {
            var at = _front + (int)(number - First);
            return ref _ring[at < _ring.Length ? at : at - _ring.Length];
        }
    }

    public void Add(in JournalEntry entry)
    {
        if (Count == _ring.Length) Grow();
        Count++;
        this[End - 1] = entry;
    }

    /// <summary>Forgets the oldest entry and returns what it weighed.</summary>
    public int Forget()
    {
        ref var oldest = ref this[First];
        var weight = oldest.Weight;
        oldest = default;
        First++;
        Count--;
        _front = _front + 1 == _ring.Length ? 0 : _front + 1;
        if (Count == 0) (_ring, _front) = ([], 0);
        return weight;
    }

    /// <summary>Forgets everything; numbers go on.</summary>
    public void Clear()
    {
        First = End;
        Count = 0;
        (_ring, _front) = ([], 0);
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

    private void Grow()
    {
        var larger = new JournalEntry[Math.Max(Smallest, _ring.Length * 2)];
        var toEnd = Math.Min(Count, _ring.Length - _front);
        Array.Copy(_ring, _front, larger, 0, toEnd);
        Array.Copy(_ring, 0, larger, toEnd, Count - toEnd);
        (_ring, _front) = (larger, 0);
    }
}
