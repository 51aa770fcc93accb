namespace Harness.Mocks.Market;

/// <summary>
/// A stream of chance that follows from a seed and a name alone, so that adding an instrument or a scenario leaves every other stream as it was.
/// SplitMix64: one word of state, the same numbers on every platform.
/// </summary>
internal sealed class RandomStream
{
    private ulong _state;

    public RandomStream(ulong seed, string name) => _state = Mix(seed ^ Mix(Hash(name)));

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1; 0 for a bound below 1.</summary>
    public long Below(long bound) => bound <= 1 ? 0 : (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>From 0 to 1, 1 excluded.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True once in <paramref name="times"/> on average.</summary>
    public bool OnceIn(int times) => Below(times) == 0;

    /// <summary>Roughly normal, mean 0, deviation 1, never beyond ±3.5: the sum of four 16-bit uniforms, exact on every platform.</summary>
    internal double Bell()
    {
        var bits = Next();
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return (sum - 131070.0) / 37837.0;
    }

    private static ulong Hash(string name)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in name) hash = (hash ^ c) * 0x100000001B3;

        return hash;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
