using System.Buffers;

namespace Harness.Wire.Frames;

/// <summary>
/// Collects a message that comes in pieces, in a pooled array. It grows with what has arrived, never with what a header claims, so that a lying length
/// costs nothing.
/// </summary>
internal sealed class MessageBuffer : IDisposable
{
    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Content => _bytes.AsMemory(0, Length);

    public void Append(ReadOnlySpan<byte> piece)
    {
        if (Length + piece.Length > _bytes.Length) Grow(Length + piece.Length);
        piece.CopyTo(_bytes.AsSpan(Length));
        Length += piece.Length;
    }

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    public void Dispose() => Clear();

    private void Grow(int needed)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min(2 * _bytes.Length, Array.MaxLength)));
        _bytes.AsSpan(0, Length).CopyTo(bytes);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = bytes;
    }
}
