using Harness.Mocks.Journal;
using Harness.Wire.Frames;

namespace Harness.Mocks.Tests.Journal;

public sealed class RawFrameFaultTests
{
    public static TheoryData<RawFrame, string?> Frames => new()
    {
        { new RawFrame { Payload = "{}"u8.ToArray() }, null },
        { new RawFrame { Opcode = 9 }, null },
        { new RawFrame { ReservedBits = 4 }, "ReservedBits §5.2" },
        { new RawFrame { Opcode = 3 }, "ReservedOpcode §5.2" },
        { new RawFrame { Opcode = 11 }, "ReservedOpcode §5.2" },
        { new RawFrame { Mask = 1 }, "Masked §5.1" },
        { new RawFrame { Opcode = 9, Fin = false }, "FragmentedControl §5.5" },
        { new RawFrame { Opcode = 10, Payload = new byte[126] }, "ControlTooLong §5.5" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public void Raw_frame_is_named_by_what_it_breaks(RawFrame frame, string? fault) =>
        (RawFrameFault.Of(frame.ToBytes())?.Split(':')[0]).ShouldBe(fault);

    [Fact]
    public void Bytes_that_begin_no_frame_have_no_name() => RawFrameFault.Of([0x81]).ShouldBeNull();
}
