using System.Security.Cryptography;

namespace Harness.Wire.Frames;

/// <summary>Unguessable masks, as RFC 6455 §10.3 wants them.</summary>
public sealed class RandomMasks : IMaskSource
{
    private RandomMasks()
    {
    }

    public static RandomMasks Instance { get; } = new();

    public void Fill(Span<byte> key) => RandomNumberGenerator.Fill(key);
}
