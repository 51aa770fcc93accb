using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Recording;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Recording;

/// <summary>A recorder in front of a target, with a folder of its own. An error in its log fails the test that disposes it.</summary>
internal sealed class RecordedRun : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("harness-recorded-").FullName;
    private readonly ConcurrentQueue<MockLogEntry> _log = new();
    private bool _ended;

    private RecordedRun()
    {
    }

    public RecordingProxy Proxy { get; private set; } = null!;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public static async Task<RecordedRun> StartAsync(Uri target, Func<RecordingOptions, RecordingOptions>? change = null)
    {
        var run = new RecordedRun();
        var options = new RecordingOptions { Target = target, Directory = run._folder, Log = run._log.Enqueue };
        run.Proxy = await RecordingProxy.StartAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
        return run;
    }

    /// <summary>A connection to the recorder that has asked for an upgrade.</summary>
    public async Task<RawConversation> AskAsync(string target = "/ws", string headers = "")
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", Proxy.Port, TestContext.Current.CancellationToken);
        var client = new RawConversation(socket, new NetworkStream(socket, ownsSocket: true));
        await client.SayAsync(
            $"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{Proxy.Port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{headers}\r\n");
        return client;
    }

    /// <summary>The answer's head, with what follows it unread.</summary>
    public static async Task<string> AnswerAsync(RawConversation client)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)) head.Append((char)(await client.HearAsync(1))[0]);
        return head.ToString();
    }

    /// <summary>A client and the target's end of its connection.</summary>
    public async Task<(RawConversation Client, RawConversation Server)> ConnectAsync(RawTarget target)
    {
        var client = await AskAsync();
        var server = await target.UpgradeAsync();
        (await AnswerAsync(client)).ShouldStartWith("HTTP/1.1 101");
        return (client, server);
    }

    /// <summary>Ends the recording and reads what it wrote, in the order of the sessions.</summary>
    public async Task<IReadOnlyList<Transcript>> EndAsync()
    {
        await StopAsync();
        return
        [
            .. Directory.GetFiles(_folder).Order(StringComparer.Ordinal).Select(file =>
            {
                var reading = TranscriptReader.ReadFile(file);
                return reading.Transcript.ShouldNotBeNull(string.Join('\n', reading.Problems));
            }),
        ];
    }

    /// <summary>The files as they are now, while the recording goes on.</summary>
    public string OnDisk() => string.Concat(Directory.GetFiles(_folder).Select(file =>
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }));

    /// <summary>The frames of the only socket: <c>client text hello</c>, <c>server close 1000 bye</c>.</summary>
    public async Task<IReadOnlyList<string>> SeenAsync() =>
        [.. (await EndAsync()).ShouldHaveSingleItem().Frames.Where(frame => frame.Http is null).Select(Show)];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
        _log.Where(entry => entry.Level == MockLogLevel.Error).Select(entry => entry.Text).ShouldBeEmpty();
    }

    private static string Show(Frame frame)
    {
        var text = frame.Kind is FrameKind.Text or FrameKind.Ping or FrameKind.Pong ? frame.Text : "";
        return string.Join(' ', new[] { frame.From.ToString().ToLowerInvariant(), FrameWords.Word(frame.Kind), $"{frame.Code}", text, frame.Reason, $"{frame.Frames}" }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private async Task StopAsync()
    {
        if (_ended) return;
        _ended = true;
        await Proxy.DisposeAsync();
    }
}
