namespace Harness.Wire.Frames;

/// <summary>Masks that repeat with their seed, for runs that must give the same bytes.</summary>
public sealed class SeededMasks(int seed) : IMaskSource
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);

    public void Fill(Span<byte> key)
    {
        lock (_lock) _random.NextBytes(key);
    }
}
