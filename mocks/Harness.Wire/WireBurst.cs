namespace Harness.Wire;

/// <summary>
/// Messages that are broadcast in one go. Their frames are put next to each other once, so that whoever gets several in a row gets them in one piece:
/// a thousand receivers of sixty messages cost a thousand writes and no copies. Not safe for threads; what a connection took from it outlives it.
/// </summary>
public sealed class WireBurst
{
    private readonly List<WireMessage> _messages = [];
    private readonly List<int> _ends = [];
    private byte[]? _together;

    public int Count => _messages.Count;

    /// <summary>Bytes on the wire of all of it.</summary>
    public int Bytes => _ends.Count == 0 ? 0 : _ends[^1];

    public WireMessage this[int index] => _messages[index];

    /// <summary>Adds a message and returns its index.</summary>
    public int Add(WireMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _ends.Add(Bytes + message.Framed.Length);
        _messages.Add(message);
        _together = null;
        return _messages.Count - 1;
    }

    /// <summary>Empties it for the next messages.</summary>
    public void Clear()
    {
        _messages.Clear();
        _ends.Clear();
        _together = null;
    }

    internal int Length(BurstRange range) => _ends[range.End - 1] - Start(range);

    /// <summary>The frames of consecutive messages, in one piece.</summary>
    internal ReadOnlyMemory<byte> Piece(BurstRange range)
    {
        if (range.Count == 1) return _messages[range.First].Framed;
        _together ??= PutTogether();
        return _together.AsMemory(Start(range), Length(range));
    }

    private int Start(BurstRange range) => range.First == 0 ? 0 : _ends[range.First - 1];

    private byte[] PutTogether()
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Bytes);
        for (var i = 0; i < _messages.Count; i++)
        {
            var framed = _messages[i].Framed.Span;
            framed.CopyTo(bytes.AsSpan(_ends[i] - framed.Length));
        }

        return bytes;
    }
}

/// <summary>Consecutive messages of a <see cref="WireBurst"/>, the last one excluded.</summary>
public readonly record struct BurstRange(int First, int End)
{
    public int Count => End - First;
}
