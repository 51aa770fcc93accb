using System.Net.Sockets;
using System.Text;
using Harness.Fixtures.Scenarios;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;

namespace Harness.Mocks.Tests.Scripting;

/// <summary>Faults below the message, from a scenario to the bytes and segments that a TCP peer gets.</summary>
public sealed class WireFaultTests
{
    private const string Path = "/enhanced-stream";

    /// <summary>All connections of a test are one session, so that rules count across them.</summary>
    private const string Target = Path + "?client_id=app";
    private const string Ping = """{"action":"ping"}""";

    /// <summary>A rule on the mock's <c>pong</c>, and what the peer then reads for it, each frame by its header and what is wrong with it.</summary>
    public static TheoryData<string, string> Frames => new()
    {
        { "corrupt: reserved-bits", "fin rsv4 op1 json" },
        { "corrupt: masked", "fin op1 masked json" },
        { "corrupt: opcode", "fin op3 json" },
        { "corrupt: utf-8", "fin op1 not-utf-8" },
        { "corrupt: json", "fin op1 no-json" },
        { "truncate: 10", "fin op1 no-json 10-bytes" },
        { "fragment: 3", "op1 no-json, op0 no-json, fin op0 no-json" },
        { "duplicate: 2", "fin op1 json, fin op1 json, fin op1 json" },
        { "discard", "" },
        { "replace: { /type: gnop }", "fin op1 json" },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Sent_message_is_broken_on_the_wire(string action, string expected)
    {
        await using var mock = await StartAsync($"  - on: sent\n    where: {{ type: pong }}\n    times: 1\n    do: [ {Step(action)} ]\n");
        await using var peer = await ConnectAsync(mock);

        peer.Say(Ping);
        peer.Say(Ping);
        // The second answer is sound, and says that all of the first is there.
        await peer.UntilAsync(one => one.Frames.Count > 0 && one.Frames[^1] is { Opcode: 1, Fin: true, ReservedBits: 0, Masked: false } last && last.Text.Contains("\"pong\"", StringComparison.Ordinal) && one.Frames.Count >= Count(expected) + 2, "the sound answer");

        string.Join(", ", peer.Frames.Skip(1).SkipLast(1).Select(Show)).ShouldBe(expected.Replace(" 10-bytes", "", StringComparison.Ordinal));
        if (expected.Contains("10-bytes", StringComparison.Ordinal)) peer.Frames[1].Payload.Length.ShouldBe(10);
        if (action.StartsWith("fragment", StringComparison.Ordinal)) string.Concat(peer.Frames.Skip(1).SkipLast(1).Select(frame => frame.Text)).ShouldContain("\"type\":\"pong\"");
    }

    [Fact]
    public async Task Length_that_lies_swallows_the_frame_behind_it()
    {
        await using var mock = await StartAsync("  - on: sent\n    where: { type: pong }\n    times: 1\n    do: [ { corrupt: length } ]\n");
        await using var peer = await ConnectAsync(mock);

        peer.Say(Ping);
        peer.Say(Ping);
        await peer.UntilAsync(one => one.Frames.Count >= 2, "the frame that swallows another");

        peer.Frames[1].Text.ShouldStartWith("""{"type":"pong""");
        peer.Frames[1].Payload[^16].ShouldBe((byte)0x81, "the header of the frame behind stands in the payload");
    }

    [Theory]
    [InlineData("cut", "fin", null, null)]
    [InlineData("reset", "reset", null, null)]
    [InlineData("close: { frame: false }", "fin", null, null)]
    [InlineData("close: { code: 4321, reason: enough }", "fin", 4321, "enough")]
    [InlineData("close: { code: null }", "fin", -1, "")]
    [InlineData("close: { code: 999, deliberate: true }", "fin", 999, "")]
    public async Task Connection_ends_as_it_was_told_to(string action, string end, int? code, string? reason)
    {
        await using var mock = await StartAsync($"  - on: message\n    do: [ {Step(action)} ]\n");
        await using var peer = await ConnectAsync(mock);

        peer.Say(Ping);
        if (code is not null)
        {
            await peer.UntilAsync(one => one.Frames.Any(frame => frame.Opcode == 8), "the close frame");
            peer.Say(8, peer.Frames[^1].Payload);
        }

        await peer.UntilAsync(one => one.End is not null, "the end");

        peer.End.ShouldBe(end);
        var closes = peer.Frames.Where(frame => frame.Opcode == 8).ToList();
        if (code is null) closes.ShouldBeEmpty();
        else (closes.ShouldHaveSingleItem().CloseCode ?? -1, closes[0].CloseReason).ShouldBe((code.Value, reason));
    }

    [Fact]
    public async Task Stalled_connection_reads_and_writes_nothing_until_it_is_over()
    {
        await using var mock = await StartAsync("  - on: message\n    where: { action: ping }\n    times: 1\n    do: [ { stall: 5s } ]\n");
        await using var peer = await ConnectAsync(mock);
        peer.Say(Ping);
        await WaitForAsync(mock, "/__admin/messages/count?kind=text&from=client", 1);

        peer.Say(Ping);
        peer.Say(9, [1]);
        await RoundTripAsync(mock);
        var silent = peer.Frames.Count;
        var read = await CountAsync(mock, "/__admin/messages/count?kind=ping&from=client");
        mock.Clock.Advance(TimeSpan.FromSeconds(5));
        await peer.UntilAsync(one => one.Frames.Any(frame => frame.Opcode == 10) && one.Frames.Any(frame => frame.Text.Contains("\"pong\"", StringComparison.Ordinal)), "what was held up");

        silent.ShouldBe(1, "only the greeting");
        read.ShouldBe(0, "the ping lay unread");
        peer.End.ShouldBeNull();
    }

    [Fact]
    public async Task Throttled_connection_gets_so_many_bytes_a_second()
    {
        await using var mock = await StartAsync("  - on: message\n    do: [ { throttle: 1kB/s }, { send: \"{{repeat \\\"x\\\" 10000}}\" } ]\n");
        await using var peer = await ConnectAsync(mock);
        var greeting = peer.Bytes;

        peer.Say(Ping);
        await WaitForAsync(mock, "/__admin/messages/count?kind=text&from=client", 1);
        var seconds = 0.0;
        for (; peer.Frames.Count < 2 && seconds < 30; seconds += 0.25)
        {
            await RoundTripAsync(mock);
            (peer.Bytes - greeting).ShouldBeLessThan((long)(1000 * (seconds + 1.1)));
            mock.Clock.Advance(TimeSpan.FromMilliseconds(250));
        }

        await peer.UntilAsync(one => one.Frames.Count == 2, "the whole message");
        seconds.ShouldBeGreaterThan(8);
        peer.Frames[1].Payload.Length.ShouldBe(10_000);
    }

    [Fact]
    public async Task Pong_is_withheld_or_late()
    {
        await using var mock = await StartAsync("  - on: open\n    connection: 1\n    do: [ withhold-pong ]\n  - on: open\n    connection: 2\n    do: [ { withhold-pong: { late: 3s } } ]\n");
        await using var never = await ConnectAsync(mock);
        never.Say(9, [1]);
        never.Say(Ping);
        await never.UntilAsync(one => one.Frames.Count == 2, "the answer to what was said after the ping");
        await using var late = await ConnectAsync(mock);
        late.Say(9, [2]);
        late.Say(Ping);
        await late.UntilAsync(one => one.Frames.Count == 2, "the answer to what was said after the ping");

        mock.Clock.Advance(TimeSpan.FromSeconds(3));
        await late.UntilAsync(one => one.Frames.Any(frame => frame is { Opcode: 10, Payload: [2] }), "the late pong");
        await RoundTripAsync(mock);

        never.Frames.ShouldNotContain(frame => frame.Opcode == 10);
        late.Frames.Count(frame => frame.Opcode == 10).ShouldBe(1);
    }

    [Theory]
    [InlineData("reject: 403", 403, null)]
    [InlineData("reject: 500", 500, null)]
    [InlineData("reject: { status: 503, body: { detail: busy }, headers: { Retry-After: 7 } }", 503, null)]
    [InlineData("cut", 0, "fin")]
    [InlineData("reset", 0, "reset")]
    public async Task Handshake_is_answered_as_it_was_told_to(string action, int status, string? end)
    {
        await using var mock = await StartAsync($"  - on: http\n    path: {Path}\n    times: 1\n    do: [ {Step(action)} ]\n");
        await using var refused = await DialAsync(mock, Target);
        await refused.UntilAsync(one => one.Status != 0 || one.End is not null, "the answer");
        await using var taken = await ConnectAsync(mock);

        refused.Status.ShouldBe(status);
        if (end is not null) refused.End.ShouldBe(end);
        if (status == 503) refused.Head.ShouldContain("Retry-After: 7");
    }

    [Fact]
    public async Task Handshake_with_a_wrong_accept_key_switches_protocols_all_the_same()
    {
        await using var mock = await StartAsync($"  - on: http\n    path: {Path}\n    times: 1\n    do: [ {{ corrupt: accept-key }} ]\n");
        await using var peer = await DialAsync(mock, Target);
        await peer.UntilAsync(one => one.Frames.Count > 0, "the greeting");

        peer.Status.ShouldBe(101);
        peer.AcceptIsRight.ShouldBeFalse();
    }

    [Fact]
    public async Task Handshake_that_stalls_is_never_answered()
    {
        await using var mock = await StartAsync($"  - on: http\n    path: {Path}\n    where: {{ query: {{ client_id: stalled }} }}\n    do: [ stall ]\n");
        await using var peer = await DialAsync(mock, $"{Path}?client_id=stalled");
        await using var other = await ConnectAsync(mock);

        mock.Clock.Advance(TimeSpan.FromHours(1));
        await RoundTripAsync(mock);

        (peer.Status, peer.End).ShouldBe((0, null));
    }

    private static int Count(string frames) => frames.Length == 0 ? 0 : frames.Split(", ").Length;

    private static string Step(string action) => action.Contains(':', StringComparison.Ordinal) ? $"{{ {action} }}" : action;

    private static string Show(SeenFrame frame)
    {
        var words = new StringBuilder();
        if (frame.Fin) words.Append("fin ");
        if (frame.ReservedBits != 0) words.Append("rsv").Append(frame.ReservedBits).Append(' ');
        words.Append("op").Append(frame.Opcode);
        if (frame.Masked) words.Append(" masked");
        return words.Append(!frame.IsUtf8 ? " not-utf-8" : frame.Json is null ? " no-json" : " json").ToString();
    }

    private static Task<PlayedMock> StartAsync(string rules)
    {
        var scenario = ScenarioReader.Read("test.yaml", Encoding.UTF8.GetBytes($"version: 1\nname: fault\nprotocol: odin\nrules:\n{rules}"));
        return PlayedMock.StartAsync(options => options with { Transport = MockTransport.Port, Protocols = ["odin"], Scenarios = [scenario] });
    }

    /// <summary>A connection that is up and greeted.</summary>
    private static async Task<RawSocket> ConnectAsync(PlayedMock mock)
    {
        var peer = await DialAsync(mock, Target);
        await peer.UntilAsync(one => one.Frames.Count > 0, "the greeting");
        return peer;
    }

    private static async Task<RawSocket> DialAsync(PlayedMock mock, string target)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(mock.Server.HttpUrl.Host, mock.Server.Port, TestContext.Current.CancellationToken);
        return RawSocket.Start(tcp.GetStream(), mock.Clock, target);
    }

    /// <summary>Somebody else has been served: whatever was on its way to others by then has been dealt with.</summary>
    private static async Task RoundTripAsync(PlayedMock mock)
    {
        for (var i = 0; i < 3; i++) (await mock.GetAsync("/__admin/health")).Status.ShouldBe(200);
    }

    private static async Task<int> CountAsync(PlayedMock mock, string path) => (await mock.GetJsonAsync(path)).GetProperty("count").GetInt32();

    private static async Task WaitForAsync(PlayedMock mock, string path, int count)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            if (await CountAsync(mock, path) >= count) return;
        }

        throw new TimeoutException($"{path} never counted {count}");
    }
}
