namespace Harness.Mocks.Journal;

/// <summary>
/// Consecutive entries of one strand, so that a long strand grows without being copied. The first blocks of a strand are small, because most
/// connections of a large test hold a handshake and little else.
/// </summary>
internal sealed class JournalBlock(long first, int capacity)
{
    private const int Smallest = 4;
    private const int Largest = 128;

    private readonly JournalEntry[] _entries = new JournalEntry[capacity];
    private int _count;

    /// <summary>Number of the next entry in its strand.</summary>
    public long End => first + _count;

    public bool IsFull => _count == _entries.Length;

    /// <param name="number">The entry's number in its strand.</param>
    public ref JournalEntry this[long number] => ref _entries[number - first];

    public static JournalBlock After(JournalBlock? previous, long first) =>
        new(first, previous is null ? Smallest : Math.Min(Largest, previous._entries.Length * 2));

    public void Add(in JournalEntry entry) => _entries[_count++] = entry;
}
