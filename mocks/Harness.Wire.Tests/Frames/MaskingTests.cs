using System.Buffers.Binary;
using Harness.Wire.Frames;

namespace Harness.Wire.Tests.Frames;

public sealed class MaskingTests
{
    [Fact]
    public void Mask_equals_the_definition_at_every_length_and_offset()
    {
        var random = new Random(1);
        var key = new byte[4];
        for (var length = 0; length < 200; length++)
        {
            random.NextBytes(key);
            var bytes = new byte[length];
            random.NextBytes(bytes);
            var offset = random.Next(8);
            var expected = bytes.Select((value, i) => (byte)(value ^ key[(i + offset) % 4])).ToArray();
            Masking.Apply(bytes, BinaryPrimitives.ReadUInt32LittleEndian(key), offset);
            bytes.ShouldBe(expected, $"{length} bytes at {offset}");
        }
    }
}
