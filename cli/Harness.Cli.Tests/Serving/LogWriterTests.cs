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

    private static MockLogEntry Entry() => new(MockLogLevel.Info, Noon, "ht-tse", null, "text");

    private sealed class StalledWriter : StringWriter
    {
        private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _resumed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Stalled => _stalled.Task;

        public List<string?> Lines { get; } = [];

        public void Resume() => _resumed.SetResult();

        public override async Task WriteLineAsync(string? value)
        {
            _stalled.TrySetResult();
            await _resumed.Task;
            Lines.Add(value);
        }
    }
}
