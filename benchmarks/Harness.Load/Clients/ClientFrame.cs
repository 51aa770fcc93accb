using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Harness.Load.Clients;

/// <summary>A client's frame: whole, and masked as RFC 6455 §5.3 asks.</summary>
internal static class ClientFrame
{
    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const int MaskBytes = 4;

    public static byte[] Of(int opcode, ReadOnlySpan<byte> payload)
    {
        var header = payload.Length switch { < 126 => 2, <= ushort.MaxValue => 4, _ => 10 };
        var frame = new byte[header + MaskBytes + payload.Length];
        frame[0] = (byte)(Final | opcode);
        switch (header)
        {
            case 2:
                frame[1] = (byte)(Masked | payload.Length);
                break;
            case 4:
                frame[1] = Masked | 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
                break;
            default:
                frame[1] = Masked | 127;
                BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), payload.Length);
                break;
        }

        var mask = frame.AsSpan(header, MaskBytes);
        RandomNumberGenerator.Fill(mask);
        for (var i = 0; i < payload.Length; i++) frame[header + MaskBytes + i] = (byte)(payload[i] ^ mask[i % MaskBytes]);
        return frame;
    }
}
