using Harness.Mocks.Replaying;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Wire;
using Harness.Wire.Time;

namespace Harness.Mocks.Tests.Replaying;

/// <summary>A recorded server says what it said, to whoever connects.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task Server_in_step_answers_only_once_the_client_has_spoken()
    {
        await using var run = await ReplayedRun.StartAsync(Recorded.Sockets(["0 server text hello", "1 client text ask", "2 server text answer", "3 client text bye", "4 server close \"code\":4001,\"reason\":\"done\""]));
        await using var peer = await run.ConnectAsync();

        (await peer.NextAsync()).ShouldBe("hello");
        peer.Drain().ShouldBeEmpty();
        peer.Send("something else");
        (await peer.NextAsync()).ShouldBe("answer");
        peer.Send("bye");

        var closed = await peer.ClosedAsync();
        (closed.Received!.Value.Code, closed.Received.Value.Reason).ShouldBe((4001, "done"));
    }

    [Fact]
    public async Task Recorded_pace_keeps_the_gaps_and_speed_scales_them()
    {
        var clock = new ManualClock(PlayedMock.Start);
        var transcript = Recorded.Sockets(["0 server text a", "10 server text b", "30 server text c"]);
        await using var run = await ReplayedRun.StartAsync(transcript, options => options with { Pace = ReplayPace.Recorded, Speed = 2, TimeProvider = clock });
        await using var peer = await run.ConnectAsync();

        (await peer.NextAsync()).ShouldBe("a");
        clock.Advance(TimeSpan.FromSeconds(4.9));
        peer.Drain().ShouldBeEmpty();
        clock.Advance(TimeSpan.FromSeconds(0.1));
        (await peer.NextAsync()).ShouldBe("b");
        clock.Advance(TimeSpan.FromSeconds(10));
        (await peer.NextAsync()).ShouldBe("c");
    }

    [Theory]
    [InlineData(ReplayPace.Recorded)]
    [InlineData(ReplayPace.Max)]
    public async Task Client_that_does_not_follow_is_waited_for_once_and_told_of(ReplayPace pace)
    {
        var clock = new ManualClock(PlayedMock.Start);
        var transcript = Recorded.Sockets(["0 server text a", "0 client text ask", "0 server text b", "0 client text more", "0 server text c"]);
        await using var run = await ReplayedRun.StartAsync(transcript, options => options with { Pace = pace, TimeProvider = clock });
        await using var peer = await run.ConnectAsync();
        (await peer.NextAsync()).ShouldBe("a");

        var next = peer.NextAsync(2);
        while (!next.IsCompleted) clock.Advance(TimeSpan.FromSeconds(1));

        (await next).ShouldBe(["b", "c"]);
        run.Notices.Count(text => text.Contains("did not send what the recorded one sent here (ask)", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Connections_of_a_path_play_in_their_order_and_begin_again_after_the_last()
    {
        await using var run = await ReplayedRun.StartAsync(Recorded.Sockets(["0 server text first"], ["0 server text second"]));

        foreach (var expected in (string[])["first", "second", "first"])
        {
            await using var peer = await run.ConnectAsync("/ws?n=9");
            (await peer.NextAsync()).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Connection_with_the_same_query_is_preferred()
    {
        await using var run = await ReplayedRun.StartAsync(Recorded.Sockets(["0 server text first"], ["0 server text second"]));

        await using var peer = await run.ConnectAsync("/ws?n=2");

        (await peer.NextAsync()).ShouldBe("second");
    }

    [Theory]
    [InlineData("0 server reset \"reason\":\"cut\"", WireEnding.PeerCut)]
    [InlineData("0 server reset \"reason\":\"reset\"", WireEnding.PeerReset)]
    public async Task End_without_a_close_frame_is_the_recorded_one(string end, WireEnding expected)
    {
        await using var run = await ReplayedRun.StartAsync(Recorded.Sockets(["0 client text go", "0 server text a", "0 client text on", end]));
        await using var peer = await run.ConnectAsync();
        peer.Send("go");
        (await peer.NextAsync()).ShouldBe("a");
        peer.Send("on");

        (await peer.ClosedAsync()).Ending.ShouldBe(expected);
    }

    [Fact]
    public async Task Frame_that_breaks_rfc_6455_is_played_as_its_bytes()
    {
        var broken = Convert.ToBase64String([0xC1, 0x01, (byte)'x']);
        await using var run = await ReplayedRun.StartAsync(Recorded.Sockets([$"0 server binary \"base64\":\"{broken}\",\"reason\":\"ReservedBits §5.2: sent on purpose\""]));
        await using var peer = await run.ConnectAsync();

        (await peer.ClosedAsync()).Violation!.Kind.ShouldBe(WireViolationKind.ReservedBits);
    }

    [Fact]
    public async Task Refusal_is_the_recorded_one()
    {
        await using var run = await ReplayedRun.StartAsync(Recorded.Session([Recorded.Open(1), "0 server refuse \"http\":{\"status\":403,\"headers\":{\"X-Why\":\"because\"},\"body\":\"no\"}"]));

        var (peer, result) = await run.TryConnectAsync();

        peer.ShouldBeNull();
        (result.Response!.Status, result.Response.Header("X-Why"), System.Text.Encoding.UTF8.GetString(result.Response.Body.Span)).ShouldBe((403, "because", "no"));
    }

    [Fact]
    public async Task Path_that_was_not_recorded_is_404_with_those_that_were()
    {
        await using var run = await ReplayedRun.StartAsync(Recorded.Sockets(["0 server text a"]));

        var (status, body) = await run.GetAsync("/other");
        var (_, result) = await run.TryConnectAsync("/other");

        status.ShouldBe(404);
        body.ShouldContain("Nothing is recorded at /other");
        body.ShouldContain("WS /ws");
        result.Response!.Status.ShouldBe(404);
    }

    [Fact]
    public async Task Recording_may_be_long_and_the_client_slow()
    {
        var frames = Enumerable.Range(0, 3000).Select(number => $"0 server text {number} {new string('x', 1000)}").ToArray();
        await using var run = await ReplayedRun.StartAsync(Recorded.Sockets(frames));
        await using var peer = await run.ConnectAsync();

        var messages = await peer.NextAsync(frames.Length);

        messages.Select(message => message.Split(' ')[0]).ShouldBe(Enumerable.Range(0, 3000).Select(number => $"{number}"));
    }

    [Fact]
    public async Task Nothing_to_play_and_a_speed_that_is_none_are_refused()
    {
        (await Should.ThrowAsync<MockServerException>(() => ReplayServer.StartAsync(new ReplayOptions { Transcripts = [] }, TestContext.Current.CancellationToken))).Message.ShouldContain("nothing to play");
        (await Should.ThrowAsync<MockServerException>(() => ReplayServer.StartAsync(new ReplayOptions { Transcripts = [], Speed = 0 }, TestContext.Current.CancellationToken))).Message.ShouldContain("above 0");
    }
}
