using System.Text;
using Harness.Wire.Frames;
using Harness.Wire.Handshakes;
using Harness.Wire.Transports;

namespace Harness.Wire.Tests.Handshakes;

public sealed class ConnectTests
{
    private const string Accepted = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n";

    [Fact]
    public async Task Handshake_asks_as_documented_and_gives_a_connection()
    {
        await using var server = ScriptedServer.Answering(Accepted + "\r\n\u0081\u0005hello");
        var result = await ConnectAsync(new UpgradeRequest(server.Url)
        {
            Headers = [new("Authorization", "Bearer x"), new("Sec-WebSocket-Version", "12"), new("Connection", null)],
            Wire = new WireOptions { Masks = new SeededMasks(1) },
        });
        result.Fault.ShouldBeNull();
        result.IsOpen.ShouldBeTrue();
        result.Response.Status.ShouldBe(101);
        var request = await server.Request;
        request.ShouldStartWith("GET /path?a=1&a=2%20b HTTP/1.1\r\nHost: 127.0.0.1:" + server.Url.Port + "\r\nUpgrade: websocket\r\nSec-WebSocket-Key: ");
        request.ShouldEndWith("==\r\nAuthorization: Bearer x\r\nSec-WebSocket-Version: 12\r\n\r\n");
        request.ShouldNotContain("Connection");

        // The first frame came in the same packet as the answer.
        var handler = new RecordingHandler();
        var running = result.Connection.RunAsync(handler, CancellationToken.None);
        (await handler.NextAsync()).ShouldBe("Text hello");
        result.Connection.Cut();
        await running.InTime("the connection to end");
    }

    [Theory]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\nX-Why: a\r\nX-Why: b\r\n\r\nno en", false)]
    [InlineData("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\nX-Why: a, b\r\n\r\n3;x=y\r\nno \r\n2\r\nen\r\n0\r\n\r\n", false)]
    [InlineData("HTTP/1.0 403 Forbidden\nX-Why:  a, b \n\nno en", false)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 403 Forbidden\r\nX-Why: a, b\r\n\r\nno en", false)]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 50\r\nX-Why: a, b\r\n\r\nno en", true)]
    [InlineData("HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\nX-Why: a, b\r\n\r\n5\r\nno en\r\nnonsense\r\n", true)]
    public async Task Refusal_is_read_with_its_headers_and_body(string answer, bool isPartial)
    {
        await using var server = ScriptedServer.AnsweringAndEnding(answer);
        var result = await ConnectAsync(new UpgradeRequest(server.Url));
        result.IsRefusal.ShouldBeTrue(result.Fault);
        result.Response.Status.ShouldBe(403);
        result.Response.Phrase.ShouldBe("Forbidden");
        result.Response.Header("x-why").ShouldBe("a, b");
        Encoding.UTF8.GetString(result.Response.Body.Span).ShouldBe("no en");
        result.Response.BodyIsPartial.ShouldBe(isPartial);
    }

    [Fact]
    public async Task Body_of_a_refusal_is_bounded()
    {
        await using var server = ScriptedServer.AnsweringAndEnding("HTTP/1.1 500 Oops\r\n\r\n" + new string('x', 10_000));
        var result = await ConnectAsync(new UpgradeRequest(server.Url) { MaxBodyBytes = 100 });
        result.Response!.Body.Length.ShouldBe(100);
        result.Response.BodyIsPartial.ShouldBeTrue();
    }

    [Theory]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: bm90IHRoZSByaWdodCBvbmU=\r\n", "but is 'bm90IHRoZSByaWdodCBvbmU='")]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade\r\n", "but is missing")]
    [InlineData("Upgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n", "Upgrade is 'h2c'")]
    [InlineData("Upgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n", "Connection is missing")]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Extensions: permessage-deflate\r\n", "Sec-WebSocket-Extensions must not be answered where it was not offered")]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: chat\r\n", "Sec-WebSocket-Protocol must not be answered where it was not offered")]
    public async Task Answer_that_a_client_must_fail_is_a_fault(string headers, string fault)
    {
        await using var server = ScriptedServer.Answering("HTTP/1.1 101 Switching Protocols\r\n" + headers + "\r\n");
        var result = await ConnectAsync(new UpgradeRequest(server.Url));
        result.IsOpen.ShouldBeFalse();
        result.IsRefusal.ShouldBeFalse();
        result.Fault.ShouldNotBeNull().ShouldContain(fault);
        result.Response!.Status.ShouldBe(101);
        await server.Ended.InTime("the client to let go");
    }

    [Theory]
    [InlineData("", "The server ended the connection without an answer to the handshake.")]
    [InlineData("HTTP/1.1 101 Swit", "The server ended the connection in the midst of its answer to the handshake, after 'HTTP/1.1 101 Swit'.")]
    [InlineData("SSH-2.0-OpenSSH\r\n", "The answer must begin like 'HTTP/1.1 101 Switching Protocols', but begins 'SSH-2.0-OpenSSH'.")]
    [InlineData("HTTP/2 101 x\r\n\r\n", "The answer must begin like 'HTTP/1.1 101 Switching Protocols', but begins 'HTTP/2 101 x'.")]
    [InlineData("HTTP/1.1 101\r\nno colon\r\n\r\n", "A header line must be 'Name: value', but is 'no colon'.")]
    public async Task Answer_that_is_no_http_is_a_fault(string answer, string fault)
    {
        await using var server = ScriptedServer.AnsweringAndEnding(answer);
        var result = await ConnectAsync(new UpgradeRequest(server.Url));
        result.Fault.ShouldBe(fault);
        result.Response.ShouldBeNull();
    }

    [Fact]
    public async Task Answer_without_end_is_bounded()
    {
        await using var server = ScriptedServer.AnsweringAndEnding("HTTP/1.1 101 x\r\n" + new string('x', 50_000));
        var result = await ConnectAsync(new UpgradeRequest(server.Url));
        result.Fault.ShouldBe("The head of the answer must end within 32768 bytes, but does not.");
    }

    [Fact]
    public async Task Random_answers_are_faults()
    {
        var random = new Random(5);
        for (var round = 0; round < 50; round++)
        {
            var noise = new byte[random.Next(1, 500)];
            random.NextBytes(noise);
            await using var server = ScriptedServer.AnsweringAndEnding(Encoding.Latin1.GetString(noise));
            (await ConnectAsync(new UpgradeRequest(server.Url))).Fault.ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Server_that_never_answers_is_a_fault_after_the_timeout()
    {
        await using var server = ScriptedServer.Answering("HTTP/1.1 101 Switching");
        var result = await ConnectAsync(new UpgradeRequest(server.Url) { Timeout = TimeSpan.FromMilliseconds(200) });
        result.Fault.ShouldBe($"The handshake with 127.0.0.1:{server.Url.Port} did not finish within 0.2 s.");
        await server.Ended.InTime("the client to let go");
    }

    [Fact]
    public async Task Cancellation_comes_out_as_such()
    {
        await using var server = ScriptedServer.Answering("");
        using var source = new CancellationTokenSource();
        var connecting = WireHandshake.ConnectAsync(new UpgradeRequest(server.Url), source.Token);
        await server.Request.InTime("the request");
        await source.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => connecting.InTime("the cancellation"));
    }

    [Fact]
    public async Task Server_that_is_not_there_is_named()
    {
        Uri url;
        await using (var gone = ScriptedServer.Answering("")) url = gone.Url;
        var error = await Should.ThrowAsync<IOException>(() => ConnectAsync(new UpgradeRequest(url)));
        error.Message.ShouldStartWith($"127.0.0.1:{url.Port} cannot be reached:");
    }

    [Fact]
    public async Task Handshake_goes_over_a_stream_that_the_caller_dials()
    {
        var (client, server) = InMemoryDuplex.CreatePair();
        var connecting = ConnectAsync(new UpgradeRequest(new Uri("ws://in-memory/x")) { Dial = (_, _) => ValueTask.FromResult<Stream>(client) });
        var buffer = new byte[1000];
        var request = Encoding.Latin1.GetString(buffer, 0, await server.ReadAsync(buffer.AsMemory()).InTime("the request"));
        request.ShouldContain("Host: in-memory\r\n");
        var key = request.Split("Sec-WebSocket-Key: ")[1].Split("\r\n")[0];
        await server.WriteAsync(Encoding.Latin1.GetBytes(Accepted.Replace("{accept}", WireHandshake.AcceptKey(key), StringComparison.Ordinal) + "\r\n"));
        (await connecting).IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Address_and_headers_that_cannot_be_sent_are_refused()
    {
        (await Should.ThrowAsync<ArgumentException>(() => ConnectAsync(new UpgradeRequest(new Uri("http://x/"))))).Message.ShouldContain("begins with ws:// or wss://");
        var (client, _) = InMemoryDuplex.CreatePair();
        var request = new UpgradeRequest(new Uri("ws://x/")) { Headers = [new("X", "a\r\nb")], Dial = (_, _) => ValueTask.FromResult<Stream>(client) };
        (await Should.ThrowAsync<ArgumentException>(() => ConnectAsync(request))).Message.ShouldContain("line break");
    }

    private static Task<UpgradeResult> ConnectAsync(UpgradeRequest request) =>
        WireHandshake.ConnectAsync(request, TestContext.Current.CancellationToken).InTime("the handshake");
}
