using Harness.Fixtures.Transcripts;
using Harness.Mocks.Server;
using Harness.Wire;
using Harness.Wire.Handshakes;
using Harness.Wire.Time;

namespace Harness.Benchmarks.Rules;

/// <summary>A session that a mock in process plays for a client: real frames for whoever reads or judges them.</summary>
internal static class PlayedSession
{
    private static readonly string[] Requests =
    [
        """{"action":"subscribe","stocks":["SBIN","RELIANCE","TCS","INFY","HDFCBANK"]}""",
        """{"action":"ping"}""",
        """{"action":"get_subscriptions"}""",
    ];

    /// <summary>One client of odin, until so many frames have crossed. Waited for here: BenchmarkDotNet's toolchain in process does not wait for a setup.</summary>
    public static Transcript Odin(int frames) => Task.Run(() => OdinAsync(frames)).GetAwaiter().GetResult();

    private static async Task<Transcript> OdinAsync(int frames)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 2, 6, 0, 0, TimeSpan.Zero));
        await using var mock = await MockServer.StartAsync(new MockServerOptions { Protocols = ["odin"], Seed = 7, Rate = 10, Transport = MockTransport.InProcess, TimeProvider = clock });
        var request = new UpgradeRequest(new Uri(mock.SocketUrl, "/enhanced-stream?client_id=bench")) { Dial = (_, cancellation) => mock.ConnectAsync(cancellation) };
        var result = await WireHandshake.ConnectAsync(request, CancellationToken.None);
        var listener = new Listener(Requests.Length + 1);
        var running = result.Connection!.RunAsync(listener, CancellationToken.None);
        foreach (var text in Requests) result.Connection.Send(WireMessage.Text(text));
        await listener.Answered;
        var session = mock.Journal.Sessions[0];
        while (session.Frames().Count < frames) clock.Advance(TimeSpan.FromSeconds(1));
        var transcript = session.ToTranscript();
        result.Connection.Cut();
        await running;
        return new Transcript(transcript.Header, [.. transcript.Frames.Take(frames)]);
    }

    private sealed class Listener(int answers) : IWireHandler
    {
        private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = answers;

        public Task Answered => _answered.Task;

        public void OnMessage(WireOpcode opcode, ReadOnlyMemory<byte> payload)
        {
            if (--_left == 0) _answered.SetResult();
        }

        public void OnClosed(WireClosed closed)
        {
        }
    }
}
