using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Harness.Mocks.Server;

namespace Harness.Cli.Serving;

/// <summary>
/// Writes a mock server's log, a line an entry. The server logs while it holds its gate, so an entry is only queued there: a terminal that does not
/// take its lines costs lines, which are counted, and never stalls the mock.
/// </summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private const int Capacity = 4096;

    /// <summary>What waits is written in one go, up to so many characters: a system call costs more than a line.</summary>
    private const int BatchLength = 16 * 1024;

    private readonly Channel<MockLogEntry> _entries;
    private readonly TextWriter _output;
    private readonly Task _writing;
    private long _lost;

    public LogWriter(TextWriter output)
    {
        _output = output;
        _entries = Channel.CreateBounded<MockLogEntry>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            _ => Interlocked.Increment(ref _lost));
        _writing = WriteAllAsync();
    }

    public void Write(MockLogEntry entry) => _entries.Writer.TryWrite(entry);

    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        var batch = new StringBuilder();
        while (await _entries.Reader.WaitToReadAsync())
        {
            if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost) batch.Append(CultureInfo.InvariantCulture, $"({lost} lines lost: nobody read them in time)").AppendLine();
            while (batch.Length < BatchLength && _entries.Reader.TryRead(out var entry)) batch.AppendLine(entry.ToString());
            await _output.WriteAsync(batch);
            batch.Clear();
        }
    }
}
