using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;

namespace Harness.Mocks.Journal;

/// <summary>
/// One session's transcript in a folder. A session that began with a token from a service that several protocols share may turn out to be another's
/// than its first frames said: the file is then begun again under the right name.
/// </summary>
internal sealed class SessionFile : IAsyncDisposable
{
    private const int MostEarly = 1000;

    private readonly string _folder;
    private readonly JournalSession _session;
    private readonly Redactor _redactor;

    // What was written while the protocol may still change.
    private List<Frame>? _early = [];
    private string _protocol;
    private FileStream _stream;
    private TranscriptWriter _writer;

    public SessionFile(string folder, JournalSession session, Redactor redactor)
    {
        _folder = folder;
        _session = session;
        _redactor = redactor;
        (_protocol, _stream, _writer) = Open();
    }

    public async Task WriteAsync(Frame frame)
    {
        if (_early is not null && _protocol != _session.Protocol) await BeginAgainAsync();
        _writer.Write(frame);
        if (frame.Kind == FrameKind.Http && _early is { Count: < MostEarly }) _early.Add(frame);
        else _early = null;
    }

    public Task FlushAsync() => _writer.FlushAsync();

    public async ValueTask DisposeAsync()
    {
        await using (_stream)
        {
            await _writer.DisposeAsync();
        }
    }

    private async Task BeginAgainAsync()
    {
        await DisposeAsync();
        File.Delete(_stream.Name);
        (_protocol, _stream, _writer) = Open();
        foreach (var frame in _early!) _writer.Write(frame);
    }

    private (string Protocol, FileStream Stream, TranscriptWriter Writer) Open()
    {
        var header = _session.Header;

        // Runs into one folder do not overwrite each other: the start is part of the name.
        var name = FormattableString.Invariant($"{header.Started.UtcDateTime:yyyyMMdd'T'HHmmssfff}-{header.Protocol}-{header.Session}.jsonl");
        var stream = new FileStream(Path.Combine(_folder, name), FileMode.Create, FileAccess.Write, FileShare.Read);
        return (header.Protocol, stream, new TranscriptWriter(stream, header, _redactor));
    }
}
