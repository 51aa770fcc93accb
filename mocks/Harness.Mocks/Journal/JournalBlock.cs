using Harness.Mocks.Scripting;

namespace Harness.Mocks.Journal;

/// <summary>
/// Consecutive entries of one connection: the unit in which a full journal forgets. The first blocks of a connection are small, because
/// most connections of a large test hold a handshake and little else.
/// </summary>
internal sealed class JournalBlock(JournalConnection owner, int capacity)
{
    private const int Smallest = 8;
    private const int Largest = 128;

    private readonly JournalEntry[] _entries = new JournalEntry[capacity];

    public JournalConnection Owner => owner;

    public int Count { get; private set; }

    /// <summary>What the block holds in memory, shared payloads counted where they were first seen.</summary>
    public long Bytes { get; private set; } = capacity * (long)JournalEntry.Overhead;

    public bool IsFull => Count == _entries.Length;

    public ReadOnlySpan<JournalEntry> Entries => _entries.AsSpan(0, Count);

    public static JournalBlock After(JournalBlock? previous, JournalConnection owner) =>
        new(owner, previous is null ? Smallest : Math.Min(Largest, previous._entries.Length * 2));

    /// <summary>Writes beside an entry.</summary>
    public void Annotate(int entry, NearMiss miss)
    {
        _entries[entry] = _entries[entry] with { Detail = miss };
        Bytes += Journal.NearMissBytes;
    }

    public void Add(in JournalEntry entry, int payloadBytes)
    {
        _entries[Count++] = entry;
        Bytes += payloadBytes;
    }
}
