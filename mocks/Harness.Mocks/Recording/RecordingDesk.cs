using System.Net.Security;
using System.Security.Cryptography;
using Harness.Fixtures.Transcripts.Redaction;
using Harness.Mocks.Journal;
using Harness.Mocks.Server;

namespace Harness.Mocks.Recording;

/// <summary>What everything in one recording shares: the journal, its folder, the way to the target.</summary>
internal sealed class RecordingDesk : IAsyncDisposable
{
    /// <summary>Only what has no session yet is held in memory; the rest is on its way to the folder.</summary>
    private const long JournalBytes = 16 * 1024 * 1024;

    private readonly CancellationTokenSource _stopping = new();
    private long _sockets;

    public RecordingDesk(RecordingOptions options)
    {
        Options = options;
        var redactor = new Redactor(RandomNumberGenerator.GetBytes(32));
        Trust = TargetTrust.Of(options);
        Marks = new PeerMarks(redactor);
        Address = new TargetAddress(options.Target, options.HttpTarget);
        Journal = new Journal.Journal(options.TimeProvider, JournalBytes, oneSession: false) { RemembersPeers = true };
        Folder = new JournalFolder(options.Directory, redactor, problem => Log(MockLogLevel.Error, "record", null, problem), mayMiss: false);
        Journal.Attach(Folder);
    }

    public RecordingOptions Options { get; }

    public TimeProvider Time => Options.TimeProvider;

    public TargetAddress Address { get; }

    public RemoteCertificateValidationCallback? Trust { get; }

    public PeerMarks Marks { get; }

    public Journal.Journal Journal { get; }

    public JournalFolder Folder { get; }

    /// <summary>Fires when the recording is to end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public void Log(MockLogLevel level, string source, string? connection, string text) => Options.Log?.Invoke(new MockLogEntry(level, Time.GetUtcNow(), source, connection, text));

    /// <returns>The connection's number, for the log.</returns>
    public string Opened(string slug, string path)
    {
        var number = FormattableString.Invariant($"c{Interlocked.Increment(ref _sockets)}");
        Log(MockLogLevel.Notice, slug, number, $"open: {path}");
        return number;
    }

    public void Ended(string slug, string number, string how) => Log(MockLogLevel.Notice, slug, number, how);

    public Task StopAsync() => _stopping.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await Folder.DisposeAsync();
        _stopping.Dispose();
    }
}
