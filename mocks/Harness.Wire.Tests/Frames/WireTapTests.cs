using System.Text;
using Harness.Wire.Frames;

namespace Harness.Wire.Tests.Frames;

/// <summary>What somebody sees who only looks on, however the bytes are cut into pieces.</summary>
public sealed class WireTapTests
{
    private const int Longest = 1000;

    public static TheoryData<string, byte[], string[]> Streams => new()
    {
        { "messages", [.. Frame(new() { Payload = "a"u8.ToArray() }), .. Frame(new() { Opcode = 2, Payload = new byte[] { 1 } })], ["Text a", "Binary \u0001"] },
        { "fragments around a ping", [.. Frame(new() { Fin = false, Payload = "a"u8.ToArray() }), .. Frame(new() { Opcode = 9 }), .. Frame(new() { Opcode = 0, Payload = "b"u8.ToArray() })], ["Ping", "Text ab"] },
        { "text that is no UTF-8", Frame(new() { Payload = new byte[] { 0xFF } }), ["Text \uFFFD"] },
        { "reserved bits, read past", [.. Frame(new() { ReservedBits = 4, Payload = "xy"u8.ToArray() }), .. Frame(new() { Payload = "a"u8.ToArray() })], ["ReservedBits of 8 bytes", "Text a"] },
        { "no mask, read past", [.. new RawFrame { Payload = "xy"u8.ToArray() }.ToBytes(), .. Frame(new() { Payload = "a"u8.ToArray() })], ["NotMasked of 4 bytes", "Text a"] },
        { "a close code that may not be sent", Frame(new() { Opcode = 8, Payload = new byte[] { 3, 237, (byte)'x' } }), ["Close 1005 x"] },
        { "a close frame of one byte", Frame(new() { Opcode = 8, Payload = new byte[1] }), ["ClosePayload of 7 bytes"] },
        { "a close frame", Frame(new() { Opcode = 8, Payload = new byte[] { 3, 232 } }), ["Close 1000"] },
        { "an empty close frame", Frame(new() { Opcode = 8 }), ["Close"] },
        { "a message that is too long", [.. Frame(new() { Payload = new byte[2000] }), .. Frame(new() { Payload = "a"u8.ToArray() })], ["Missed", "Text a"] },
        { "fragments that are too long", [.. Frame(new() { Fin = false, Payload = new byte[900] }), .. Frame(new() { Opcode = 0, Fin = false, Payload = new byte[900] }), .. Frame(new() { Opcode = 9 }), .. Frame(new() { Opcode = 0, Payload = new byte[9] }), .. Frame(new() { Payload = "a"u8.ToArray() })], ["Missed", "Text a"] },
        { "a frame that never ends", Frame(new() { ReservedBits = 1, ClaimedLength = 1 << 20, Payload = "abc"u8.ToArray() }), ["ReservedBits of 17 bytes"] },
        { "no length at all", [.. Frame(new() { ClaimedLength = 1UL << 63 }), .. Frame(new() { Payload = "a"u8.ToArray() })], ["LengthTooLarge of 21 bytes"] },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void Tap_sees_what_crosses(string name, byte[] bytes, string[] expected)
    {
        name.ShouldNotBeEmpty();
        See(bytes, () => bytes.Length).ShouldBe(expected);
        See(bytes, () => 1).ShouldBe(expected);
        var random = new Random(7);
        See(bytes, () => random.Next(1, 9)).ShouldBe(expected);
    }

    [Fact]
    public void Random_bytes_neither_throw_nor_stop_the_tap()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            See(bytes, () => random.Next(1, 50));
        }
    }

    private static byte[] Frame(RawFrame frame) => (frame with { Mask = 0x01020304 }).ToBytes();

    private static List<string> See(byte[] bytes, Func<int> piece)
    {
        var seen = new Witness();
        using (var tap = new WireTap(WireRole.Server, Longest, seen))
        {
            for (var given = 0; given < bytes.Length;)
            {
                var length = Math.Min(piece(), bytes.Length - given);
                tap.Read(bytes.AsSpan(given, length));
                given += length;
            }
        }

        return seen.Events;
    }

    private sealed class Witness : IWireWitness
    {
        public List<string> Events { get; } = [];

        public void Saw(WireOpcode opcode, ReadOnlyMemory<byte> payload) => Events.Add($"{opcode} {Encoding.UTF8.GetString(payload.Span)}".TrimEnd());

        public void SawClose(WireClose close) => Events.Add($"Close {close.Code} {close.Reason}".TrimEnd());

        public void SawBroken(WireViolation violation, ReadOnlyMemory<byte> frame) => Events.Add($"{violation.Kind} of {frame.Length} bytes");

        public void Missed() => Events.Add("Missed");
    }
}
