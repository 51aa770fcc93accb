using System.Threading.Channels;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;

namespace Harness.Mocks.Journal;

/// <summary>
/// Writes every session to a file of its own, <c>&lt;session&gt;.jsonl</c>, as it happens and without its secrets. A slow disk holds no peer up: frames
/// wait in a bounded queue, and what does not fit is missing from the file and counted.
/// </summary>
internal sealed class JournalFolder : IJournalObserver, IAsyncDisposable
{
    private const int MostWaiting = 100_000;

    private readonly string _folder;
    private readonly Redactor _redactor;
    private readonly Action<string> _report;
    private readonly Channel<(JournalSession Session, Frame Frame)> _waiting = Channel.CreateBounded<(JournalSession, Frame)>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Dictionary<JournalSession, TranscriptWriter> _writers = [];
    private readonly Task _writing;
    private int _missed;

    /// <param name="report">Told, once, when the folder cannot be written any more or a frame is missing from it.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public JournalFolder(string folder, Redactor redactor, Action<string> report)
    {
        _report = report;
        _folder = Directory.CreateDirectory(folder).FullName;
        _redactor = redactor;
        _writing = Task.Run(WriteAsync);
    }

    public void Observe(JournalSession session, Frame frame)
    {
        if (_waiting.Writer.TryWrite((session, frame)) || Interlocked.Increment(ref _missed) > 1) return;
        _report($"{_folder}: writing cannot keep up or has ended; transcripts there lack frames from now on");
    }

    public void Cleared()
    {
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync())
            {
                while (_waiting.Reader.TryRead(out var next)) Writer(next.Session).Write(next.Frame);
                foreach (var writer in _writers.Values) await writer.FlushAsync();
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _waiting.Writer.TryComplete(fault);
            _report($"{_folder}: {fault.Message}; nothing more is written there");
        }
        finally
        {
            foreach (var writer in _writers.Values) await writer.DisposeAsync();
        }
    }

    private TranscriptWriter Writer(JournalSession session)
    {
        if (_writers.TryGetValue(session, out var writer)) return writer;
        // Runs into one folder do not overwrite each other: the start is part of the name.
        var name = FormattableString.Invariant($"{session.Started.UtcDateTime:yyyyMMdd'T'HHmmssfff}-{session.Protocol}-{session.Id}.jsonl");
        var stream = new FileStream(Path.Combine(_folder, name), FileMode.Create, FileAccess.Write, FileShare.Read);
        writer = new TranscriptWriter(stream, session.Header, _redactor);
        _writers.Add(session, writer);
        return writer;
    }
}
