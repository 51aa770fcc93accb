using System.Text;
using Harness.Cli.Serving;
using Harness.Mocks.Server;

namespace Harness.Cli.Tests.Serving;

public sealed class LogWriterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(MockLogLevel.Notice, "7", "12:00:00.000 ht-tse 7: closed with 1008")]
    [InlineData(MockLogLevel.Info, null, "12:00:00.000 ht-tse: closed with 1008")]
    [InlineData(MockLogLevel.Error, null, "12:00:00.000 ERROR ht-tse: closed with 1008")]
    public async Task Entry_is_one_line(MockLogLevel level, string? connection, string expected)
    {
        using var output = new StringWriter();
        await using (var log = new LogWriter(output)) log.Write(new MockLogEntry(level, Noon, "ht-tse", connection, "closed with 1008"));

        output.ToString().TrimEnd().ShouldBe(expected);
    }

    [Theory]
    [InlineData("symbol X\nfake: line", @"symbol X\nfake: line")]
    [InlineData("a\r\tb", @"a\r\tb")]
    [InlineData("\u001b[2J\u009b1m\u007f\0", @"\u001b[2J\u009b1m\u007f\u0000")]
    [InlineData("a\u2028b\u2029c\u202ed", @"a\u2028b\u2029c\u202ed")]
    [InlineData("فولاد 😀", "فولاد 😀")]
    public async Task Text_of_a_peer_cannot_leave_its_line(string text, string expected) =>
        (await LinesAsync(text)).ShouldBe($"12:00:00.000 ht-tse: {expected}{Environment.NewLine}");

    [Theory]
    [InlineData("x")]
    [InlineData("\n")]
    [InlineData("😀")]
    public async Task Long_text_is_cut_between_characters(string piece)
    {
        var line = (await LinesAsync("-" + string.Concat(Enumerable.Repeat(piece, 5000)))).TrimEnd();

        line.Length.ShouldBeInRange(499, 501);
        line.ShouldEndWith(piece == "\n" ? @"\n…" : $"{piece}…");
    }

    [Fact]
    public async Task Trace_of_a_fault_keeps_its_lines_and_none_looks_like_an_entry()
    {
        using var output = new StringWriter();
        await using (var log = new LogWriter(output)) log.Write(Entry() with { Level = MockLogLevel.Error, Text = "Fault: \u001b[2J\n   at Here\n12:00:00.000 ht-tse: fake" });

        output.ToString().Split(Environment.NewLine).ShouldBe([@"12:00:00.000 ERROR ht-tse: Fault: \u001b[2J", "       at Here", "    12:00:00.000 ht-tse: fake", ""]);
    }

    [Fact]
    public async Task Output_that_takes_no_lines_loses_lines_and_says_how_many()
    {
        using var output = new StalledWriter();
        await using (var log = new LogWriter(output))
        {
            // One is being written, 4096 wait, three are lost.
            log.Write(Entry());
            await output.Stalled;
            for (var i = 0; i < 4099; i++) log.Write(Entry());
            output.Resume();
        }

        output.Lines.ShouldContain("(3 lines lost: nobody read them in time)");
        output.Lines.Count.ShouldBe(4098);
    }

    private static async Task<string> LinesAsync(string text)
    {
        using var output = new StringWriter();
        await using (var log = new LogWriter(output)) log.Write(Entry() with { Text = text });
        return output.ToString();
    }

    private static MockLogEntry Entry() => new(MockLogLevel.Info, Noon, "ht-tse", null, "text");

    private sealed class StalledWriter : StringWriter
    {
        private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Stalled => _stalled.Task;

        public List<string?> Lines { get; } = [];

        public void Resume() => _resumed.SetResult();

        public override async Task WriteAsync(StringBuilder? value, CancellationToken cancellationToken = default)
        {
            _stalled.TrySetResult();
            await _resumed.Task;
            Lines.AddRange(value!.ToString().TrimEnd().Split(Environment.NewLine));
        }
    }
}
