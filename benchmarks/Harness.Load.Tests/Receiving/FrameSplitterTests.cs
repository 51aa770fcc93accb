using System.Text;
using Harness.Load.Receiving;

namespace Harness.Load.Tests.Receiving;

public sealed class FrameSplitterTests
{
    private static readonly string Long = new('x', 300);
    private static readonly string Longer = new('y', 70_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void Frames_come_out_whole_whatever_the_pieces(int piece)
    {
        byte[] bytes = [.. Text("a"), .. Text(""), .. Frame(0x89, "p"), .. Text(Long), .. Frame(0x01, "ab"), .. Frame(0x8A, ""), .. Frame(0x00, "c"), .. Frame(0x80, "d"), .. Text(Longer), .. Frame(0x88, "\u0003\u00e8")];

        var seen = Split(bytes, piece);

        seen.ShouldBe(["text a", "text ", "control 9 p", $"text {Long}", "control 10 ", "text abcd", $"text {Longer}", "control 8 \u0003\u00e8"]);
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 0x81, 0, 0, 0, 0, 1 }, "masked")]
    [InlineData(new byte[] { 0xC1, 0x00 }, "reserved bits")]
    [InlineData(new byte[] { 0x83, 0x00 }, "reserved opcode")]
    [InlineData(new byte[] { 0x09, 0x00 }, "control frame")]
    [InlineData(new byte[] { 0x80, 0x00 }, "continuation of nothing")]
    [InlineData(new byte[] { 0x01, 0x00, 0x81, 0x00 }, "message within a message")]
    [InlineData(new byte[] { 0x82, 127, 127, 255, 255, 255, 255, 255, 255, 255 }, "more than")]
    [InlineData(new byte[] { 0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255 }, "more than")]
    public void Broken_frame_is_told_once_and_ends_the_reading(byte[] bytes, string what)
    {
        foreach (var piece in (int[])[1, 2, 100])
        {
            var violations = Split([.. bytes, .. Text("after")], piece);
            violations.ShouldHaveSingleItem().ShouldContain(what);
        }
    }

    [Fact]
    public void Whole_frames_cost_no_allocation()
    {
        byte[] bytes = [.. Enumerable.Range(0, 100).SelectMany(_ => Text(Long))];
        var splitter = new FrameSplitter();
        var counter = new Counter();
        splitter.Consume(bytes, counter);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) splitter.Consume(bytes, counter);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        counter.Messages.ShouldBe(10_100);
    }

    private static List<string> Split(byte[] bytes, int piece)
    {
        var splitter = new FrameSplitter();
        var sink = new Log();
        foreach (var chunk in bytes.Chunk(piece)) splitter.Consume(chunk, sink);
        return sink.Seen;
    }

    private static byte[] Text(string text) => Frame(0x81, text);

    private static byte[] Frame(byte first, string text)
    {
        var payload = Encoding.Latin1.GetBytes(text);
        byte[] length = payload.Length switch
        {
            < 126 => [(byte)payload.Length],
            <= 65535 => [126, (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        };
        return [first, .. length, .. payload];
    }

    private sealed class Log : IFrameSink
    {
        public List<string> Seen { get; } = [];

        public void OnMessage(bool isText, ReadOnlySpan<byte> payload) => Seen.Add($"{(isText ? "text" : "binary")} {Encoding.Latin1.GetString(payload)}");

        public void OnControl(int opcode, ReadOnlySpan<byte> payload) => Seen.Add($"control {opcode} {Encoding.Latin1.GetString(payload)}");

        public void OnViolation(string what) => Seen.Add(what);
    }

    private sealed class Counter : IFrameSink
    {
        public int Messages { get; private set; }

        public void OnMessage(bool isText, ReadOnlySpan<byte> payload) => Messages++;

        public void OnControl(int opcode, ReadOnlySpan<byte> payload) => throw new InvalidOperationException();

        public void OnViolation(string what) => throw new InvalidOperationException(what);
    }
}
