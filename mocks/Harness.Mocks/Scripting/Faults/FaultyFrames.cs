using Harness.Fixtures.Scenarios.Actions;
using Harness.Wire;
using Harness.Wire.Frames;

namespace Harness.Mocks.Scripting.Faults;

/// <summary>Text frames as no conforming server would write them.</summary>
internal static class FaultyFrames
{
    /// <summary>The first of the reserved non-control opcodes (RFC 6455 §5.2).</summary>
    private const int ReservedOpcode = 3;

    private const uint MaskOfAServer = 0x37fa213d;

    public static byte[] Write(ReadOnlyMemory<byte> payload, int fragments, Corruption? corruption)
    {
        using var bytes = new MemoryStream();
        for (var i = 0; i < fragments; i++)
        {
            var (from, to) = ((long)payload.Length * i / fragments, (long)payload.Length * (i + 1) / fragments);
            var frame = new RawFrame
            {
                Fin = i == fragments - 1,
                Opcode = (int)(i == 0 ? WireOpcode.Text : WireOpcode.Continuation),
                Payload = payload[(int)from..(int)to],
            };
            bytes.Write((i == 0 ? Corrupt(frame, corruption) : frame).ToBytes());
        }

        return bytes.ToArray();
    }

    private static RawFrame Corrupt(RawFrame frame, Corruption? corruption) => corruption switch
    {
        Corruption.ReservedBits => frame with { ReservedBits = 4 },
        Corruption.Masked => frame with { Mask = MaskOfAServer },
        Corruption.Opcode => frame with { Opcode = ReservedOpcode },
        Corruption.Length => frame with { ClaimedLength = (ulong)frame.Payload.Length + 16 },
        _ => frame,
    };
}
