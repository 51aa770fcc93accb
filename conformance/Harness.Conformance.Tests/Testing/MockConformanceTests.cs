using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Harness.Conformance.Testing;
using Harness.Mocks.Server;
using Harness.Wire.Time;

namespace Harness.Conformance.Tests.Testing;

/// <summary>Judging a client from a test, with the clients that a test has.</summary>
public sealed class MockConformanceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_that_does_as_it_should_passes()
    {
        await using var mock = await StartAsync("odin");
        using var client = await TestClient.ConnectAsync(mock, mock.Url("odin") + "?client_id=app");
        await client.SendAsync("""{"action":"subscribe","stocks":["SBIN"]}""");
        await client.NextAsync("subscription_response");

        var found = await mock.ShouldBeConformantAsync(cancellationToken: Cancellation);

        found.ShouldAllBe(finding => finding.Verdict < Specs.Verdicts.Verdict.Fail);
    }

    [Fact]
    public async Task Client_that_breaks_its_document_is_shown_clause_section_and_frames()
    {
        await using var mock = await StartAsync("ht-tse");
        var token = await TestClient.TokenAsync(mock);
        using var client = await TestClient.ConnectAsync(mock, mock.Url("ht-tse") + "?channel=best-limit&symbol_isins=IRT3SATF0001", token);
        await client.NextAsync("");

        var broken = await Should.ThrowAsync<ConformanceException>(() => mock.ShouldBeConformantAsync(cancellationToken: Cancellation));

        broken.Findings.ShouldContain(finding => finding.Clause!.Id == "ht-tse.query.003");
        broken.Message.ShouldStartWith("the client broke");
        broken.Message.ShouldContain("ht-tse.query.003 §4, 5 MUST");
        broken.Message.ShouldContain("expected ");
        broken.Message.ShouldContain("> ");
        broken.Message.ShouldContain("open GET /data-engine/tse-ifb/live/data/websocket/symbol/isin?channel=best-limit");
        broken.Message.ShouldNotContain(token);
        await mock.ShouldBeConformantAsync(skip: ["ht-tse.query.*"], noDuties: true, cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Client_that_breaks_rfc_6455_fails_whatever_its_protocol()
    {
        await using var mock = await StartAsync("odin");
        var stream = await mock.ConnectAsync(Cancellation);
        await stream.WriteAsync("GET /enhanced-stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"u8.ToArray(), Cancellation);
        await mock.Connections.OpenedAsync(1, TimeSpan.FromSeconds(30), Cancellation);
        // A text frame without a mask.
        await stream.WriteAsync(new byte[] { 0x81, 0x02, (byte)'{', (byte)'}' }, Cancellation);
        await stream.DisposeAsync();
        await mock.Connections.ClosedAsync(TimeSpan.FromSeconds(30), Cancellation);

        var broken = await Should.ThrowAsync<ConformanceException>(() => mock.ShouldBeConformantAsync(cancellationToken: Cancellation));

        broken.Findings.ShouldContain(finding => finding.Clause!.Id.StartsWith("rfc6455.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Broken_should_fails_only_when_strict()
    {
        await using var mock = await StartAsync("odin");
        using (var client = await TestClient.ConnectAsync(mock, mock.Url("odin") + "?client_id=app"))
        {
            await client.SendAsync("""{"action":"subscribe","stocks":["SBIN"]}""");
            await client.NextAsync("subscription_response");
        }

        // Again and again at once: that is hammering, a duty.
        for (var i = 0; i < 12; i++)
        {
            using var again = await TestClient.ConnectAsync(mock, mock.Url("odin") + "?client_id=app");
            await again.NextAsync("welcome");
            mock.Connections.Cut();
            await mock.Connections.ClosedAsync(TimeSpan.FromSeconds(30), Cancellation);
        }

        var lenient = await mock.ShouldBeConformantAsync(cancellationToken: Cancellation);
        lenient.ShouldContain(finding => finding.Verdict == Specs.Verdicts.Verdict.Warn);
        (await Should.ThrowAsync<ConformanceException>(() => mock.ShouldBeConformantAsync(strict: true, cancellationToken: Cancellation))).Findings.ShouldNotBeEmpty();
        (await mock.ShouldBeConformantAsync(noDuties: true, cancellationToken: Cancellation)).ShouldNotContain(finding => finding.Clause!.Id.StartsWith("duties.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_to_judge_never_passes()
    {
        await using var mock = await StartAsync("odin");

        (await Should.ThrowAsync<ConformanceException>(() => mock.ShouldBeConformantAsync(cancellationToken: Cancellation))).Message.ShouldContain("nothing was judged");
    }

    [Fact]
    public async Task Finding_stands_in_the_log_while_the_client_speaks()
    {
        var log = new ConcurrentQueue<string>();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var mock = await MockServer.StartAsync(new()
        {
            Protocols = ["ht-tse"],
            Transport = MockTransport.InProcess,
            Log = line =>
            {
                log.Enqueue(line);
                if (line.Contains("FAIL", StringComparison.Ordinal)) told.TrySetResult();
            },
        }, Cancellation);
        await using var judge = mock.JudgeLive();
        using var client = await TestClient.ConnectAsync(mock, mock.Url("ht-tse") + "?channel=best-limit&symbol_isins=IRT3SATF0001", await TestClient.TokenAsync(mock));

        await told.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation);

        log.ShouldContain(line => line.Contains("ht-tse.query.003"));
    }

    private static Task<MockServer> StartAsync(string slug) =>
        MockServer.StartAsync(new() { Protocols = [slug], Transport = MockTransport.InProcess, Seed = 7, TimeProvider = new ManualClock(Start) }, Cancellation);

    /// <summary>A socket that says what a test tells it to.</summary>
    private sealed class TestClient : IDisposable
    {
        private readonly ClientWebSocket _socket = new();
        private readonly HttpMessageInvoker _invoker;

        private TestClient(MockServer mock) => _invoker = mock.CreateInvoker();

        public static async Task<TestClient> ConnectAsync(MockServer mock, string url, string? authorization = null)
        {
            var client = new TestClient(mock);
            if (authorization is not null) client._socket.Options.SetRequestHeader("Authorization", authorization);
            await client._socket.ConnectAsync(new Uri(url), client._invoker, Cancellation);
            return client;
        }

        public static async Task<string> TokenAsync(MockServer mock)
        {
            using var http = mock.CreateHttpClient();
            using var form = new FormUrlEncodedContent([new("username", "demo"), new("password", "demo")]);
            using var answer = await http.PostAsync(mock.Route("ht-tse"), form, Cancellation);
            return JsonElement.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).GetProperty("Authorization").GetString()!;
        }

        public Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancellation);

        /// <summary>Reads until a message holds these words, or to the end.</summary>
        public async Task NextAsync(string words)
        {
            var buffer = new byte[16 * 1024];
            while (true)
            {
                var received = await _socket.ReceiveAsync(buffer, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation);
                if (received.MessageType == WebSocketMessageType.Close || Encoding.UTF8.GetString(buffer, 0, received.Count).Contains(words, StringComparison.Ordinal)) return;
            }
        }

        public void Dispose()
        {
            _socket.Dispose();
            _invoker.Dispose();
        }
    }
}
