using System.Net;
using System.Text;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Recording;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Recording;

/// <summary>Handshakes and plain requests through the recorder: what is passed on, what is refused, and whose it is.</summary>
public sealed class RecordedHandshakeTests
{
    [Fact]
    public async Task Path_query_headers_and_subprotocol_reach_the_target_as_written_and_extensions_do_not()
    {
        using var target = new RawTarget();
        await using var run = await RecordedRun.StartAsync(target.Url);
        using var client = await run.AskAsync("/a%2Fb/%7e?x=%D8%B9&x=2+3", "X-Token: abc\r\nSec-WebSocket-Protocol: v1, v2\r\nSec-WebSocket-Extensions: permessage-deflate\r\n");

        using var server = await target.UpgradeAsync("Sec-WebSocket-Protocol: v2\r\nX-Answer: yes\r\n");
        var answer = await RecordedRun.AnswerAsync(client);

        server.Request.ShouldStartWith("GET /a%2Fb/%7e?x=%D8%B9&x=2+3 HTTP/1.1\r\n");
        server.Header("X-Token").ShouldBe("abc");
        server.Header("Sec-WebSocket-Key").ShouldBe("dGhlIHNhbXBsZSBub25jZQ==");
        server.Header("Sec-WebSocket-Extensions").ShouldBeNull();
        server.Header("Host").ShouldBe(target.Url.Authority);
        answer.ShouldContain("Sec-WebSocket-Protocol: v2");
        answer.ShouldContain("X-Answer: yes");
        answer.ShouldContain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        var frames = (await run.EndAsync()).ShouldHaveSingleItem().Frames;
        frames[0].Http!.Header("Sec-WebSocket-Extensions").ShouldBe("permessage-deflate");
        frames[1].Http!.Header("Sec-WebSocket-Protocol").ShouldBe("v2");
    }

    [Theory]
    [InlineData("403 Forbidden", 403)]
    [InlineData("503 Service Unavailable", 503)]
    public async Task Refusal_is_passed_back_with_its_words(string line, int status)
    {
        using var target = new RawTarget();
        await using var run = await RecordedRun.StartAsync(target.Url);
        using var client = await run.AskAsync();

        using (var server = await target.AcceptAsync())
        {
            await server.SayAsync($"HTTP/1.1 {line}\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nbusy");
            var answer = await RecordedRun.AnswerAsync(client);
            answer.ShouldStartWith($"HTTP/1.1 {status}");
            answer.ShouldContain("Retry-After: 7");
            Encoding.UTF8.GetString(await client.HearAsync(4)).ShouldBe("busy");
        }

        var refusal = (await run.EndAsync()).ShouldHaveSingleItem().Frames[1];
        (refusal.Kind, refusal.Http!.Status, refusal.Http.Body).ShouldBe((FrameKind.Refuse, status, "busy"));
    }

    [Fact]
    public async Task Target_that_cannot_be_reached_is_502_with_the_reason_on_the_wire_and_in_the_transcript()
    {
        var target = new RawTarget();
        var url = target.Url;
        target.Dispose();
        await using var run = await RecordedRun.StartAsync(url);
        using var client = await run.AskAsync();

        (await RecordedRun.AnswerAsync(client)).ShouldStartWith("HTTP/1.1 502");
        using var token = await run.Http.GetAsync(new Uri(run.Proxy.HttpUrl, "/api/token/?api_key=k"), TestContext.Current.CancellationToken);

        token.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        (await token.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("refused");
        (await run.EndAsync()).SelectMany(session => session.Frames).Where(frame => frame.From == Party.Server).Select(frame => frame.Http!.Body)
            .ShouldAllBe(body => body!.Contains($"{url.Authority}", StringComparison.Ordinal) && body.Contains("refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_join_the_sockets_of_one_peer_and_no_secret_reaches_the_disk()
    {
        await using var mock = await MockServer.StartAsync(new MockServerOptions { Seed = 7 }, TestContext.Current.CancellationToken);
        await using var run = await RecordedRun.StartAsync(mock.SocketUrl);
        var tokens = new List<string>();

        foreach (var account in (string[])["demo", "demo", "no-ime"])
        {
            using var form = new FormUrlEncodedContent([new("username", account), new("password", account)]);
            using var answer = await run.Http.PostAsync(new Uri(run.Proxy.HttpUrl, "/auth/user/token/issue"), form, TestContext.Current.CancellationToken);
            var token = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('"')[3];
            tokens.Add(token);
            using var client = await run.AskAsync("/data-engine/ime/live/data/websocket/contract/id?contract_id=1001", $"Authorization: {token}\r\n");
            (await RecordedRun.AnswerAsync(client)).ShouldStartWith("HTTP/1.1 101");
            await client.HearAsync(2);
        }

        var sessions = await run.EndAsync();
        sessions.Select(session => (session.Header.Protocol, session.Frames.Count(frame => frame is { Kind: FrameKind.Open, From: Party.Client }))).ShouldBe([("ht-ime", 2), ("ht-ime", 1)], ignoreOrder: true);
        foreach (var token in tokens) run.OnDisk().ShouldNotContain(token);
        run.OnDisk().ShouldNotContain("password=demo");
    }

    [Fact]
    public async Task Hundred_clients_at_once_have_a_session_each_with_their_own_frames()
    {
        await using var mock = await MockServer.StartAsync(new MockServerOptions { Seed = 7, Protocols = ["odin"] }, TestContext.Current.CancellationToken);
        await using var run = await RecordedRun.StartAsync(mock.SocketUrl);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            using var client = await run.AskAsync($"/enhanced-stream?client_id=client-{number:000}");
            (await RecordedRun.AnswerAsync(client)).ShouldStartWith("HTTP/1.1 101");
            await client.HearAsync(300);
        }));

        var sessions = await run.EndAsync();
        sessions.Count.ShouldBe(100);
        foreach (var session in sessions)
        {
            var id = session.Frames[0].Http!.Query.ShouldHaveSingleItem().Value;
            session.Frames.First(frame => frame.Kind == FrameKind.Text).Text.ShouldContain($"\"client_id\":\"{id}\"");
        }
    }

    [Fact]
    public async Task Everything_wrong_with_a_recording_is_named_before_it_begins()
    {
        var file = Path.GetTempFileName();
        try
        {
            var wrong = await Should.ThrowAsync<MockServerException>(() => RecordingProxy.StartAsync(
                new RecordingOptions { Target = new Uri("http://127.0.0.1"), Directory = file, Protocol = "odni", AuthorityFile = file },
                TestContext.Current.CancellationToken));

            wrong.Problems.Count.ShouldBe(4);
            wrong.Message.ShouldContain("ws:// or wss://");
            wrong.Message.ShouldContain($"{file}: transcripts cannot be written there");
            wrong.Message.ShouldContain("did you mean 'odin'?");
            wrong.Message.ShouldContain("expected a certificate authority in PEM");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
