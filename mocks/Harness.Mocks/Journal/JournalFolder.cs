using System.Threading.Channels;
using Harness.Fixtures.Transcripts;
using Harness.Fixtures.Transcripts.Redaction;

namespace Harness.Mocks.Journal;

/// <summary>
/// Writes every session to a file of its own, <c>&lt;session&gt;.jsonl</c>, as it happens and without its secrets. A slow disk holds no peer of a mock
/// up: frames wait in a bounded queue, and what does not fit is missing from the file and counted. Who would rather wait asks for room.
/// </summary>
internal sealed class JournalFolder : IJournalObserver, IAsyncDisposable
{
    private const int MostWaiting = 100_000;

    /// <summary>What a frame holds in memory besides its payload, in bytes, roughly.</summary>
    private const int FrameBytes = 200;

    /// <summary>Beyond so many bytes there is no room.</summary>
    private const long EnoughWaiting = 32 * 1024 * 1024;

    private readonly string _folder;
    private readonly Redactor _redactor;
    private readonly Action<string> _report;
    private readonly bool _mayMiss;
    private readonly Channel<(JournalSession Session, Frame Frame)> _waiting = Channel.CreateUnbounded<(JournalSession, Frame)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<JournalSession, SessionFile> _files = [];
    private readonly Lock _gate = new();
    private readonly Task _writing;
    private TaskCompletionSource? _room;
    private long _waitingBytes;
    private int _waitingFrames;
    private int _missed;

    /// <param name="report">Told, once, when the folder cannot be written any more or a frame is missing from it.</param>
    /// <param name="mayMiss">Whether frames are left out when too many wait; if not, whoever causes them waits in <see cref="RoomAsync"/>.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public JournalFolder(string folder, Redactor redactor, Action<string> report, bool mayMiss = true)
    {
        _report = report;
        _mayMiss = mayMiss;
        _folder = Directory.CreateDirectory(folder).FullName;
        _redactor = redactor;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>How many sessions have a file.</summary>
    public int Sessions { get; private set; }

    /// <summary>Whether the files lack anything that was observed.</summary>
    public bool IsIncomplete => Volatile.Read(ref _missed) > 0;

    public void Observe(JournalSession session, Frame frame)
    {
        if ((!_mayMiss || Volatile.Read(ref _waitingFrames) < MostWaiting) && _waiting.Writer.TryWrite((session, frame)))
        {
            Interlocked.Increment(ref _waitingFrames);
            Interlocked.Add(ref _waitingBytes, FrameBytes + frame.Payload.Length);
            return;
        }

        if (Interlocked.Increment(ref _missed) > 1) return;
        _report($"{_folder}: writing cannot keep up or has ended; transcripts there lack frames from now on");
    }

    public void Cleared()
    {
    }

    /// <summary>Completes when what waits to be written is little enough to cause more.</summary>
    public Task RoomAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Read(ref _waitingBytes) < EnoughWaiting) return Task.CompletedTask;
        lock (_gate)
        {
            if (Interlocked.Read(ref _waitingBytes) < EnoughWaiting) return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancellationToken);
        }
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
                while (_waiting.Reader.TryRead(out var next))
                {
                    Written(next.Frame);
                    await FileOf(next.Session).WriteAsync(next.Frame);
                }

                foreach (var file in _files.Values) await file.FlushAsync();
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _waiting.Writer.TryComplete(fault);
            Interlocked.Increment(ref _missed);
            _report($"{_folder}: {fault.Message}; nothing more is written there");
            while (_waiting.Reader.TryRead(out var next)) Written(next.Frame);
        }
        finally
        {
            await CloseAsync();
        }
    }

    private async Task CloseAsync()
    {
        foreach (var file in _files.Values)
        {
            try
            {
                await file.DisposeAsync();
            }
            catch (IOException)
            {
                // The disk is full, or gone: that has been told.
            }
        }
    }

    private SessionFile FileOf(JournalSession session)
    {
        if (_files.TryGetValue(session, out var file)) return file;
        file = new SessionFile(_folder, session, _redactor);
        _files.Add(session, file);
        Sessions = _files.Count;
        return file;
    }

    private void Written(Frame frame)
    {
        Interlocked.Decrement(ref _waitingFrames);
        if (Interlocked.Add(ref _waitingBytes, -FrameBytes - frame.Payload.Length) >= EnoughWaiting / 2 || Volatile.Read(ref _room) is null) return;
        lock (_gate)
        {
            _room?.TrySetResult();
            _room = null;
        }
    }
}
