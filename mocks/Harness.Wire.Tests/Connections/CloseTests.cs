using Harness.Wire.Frames;
using Harness.Wire.Tests.Time;

namespace Harness.Wire.Tests.Connections;

[Collection(AloneCollection.Name)]
public sealed class CloseTests
{
    private static readonly TimeSpan CloseTimeout = WireOptions.Default.CloseTimeout;

    [Theory]
    [InlineData(WireRole.Server)]
    [InlineData(WireRole.Client)]
    public async Task Close_of_the_peer_is_answered_with_its_code(WireRole role)
    {
        await using var peer = new RawPeer(role).Run();
        await peer.WriteCloseAsync(4001, "bye");
        (await peer.NextAsync()).ShouldBe("Close 4001");
        peer.Stream.CompleteWrites();
        (await peer.NextAsync()).ShouldBe("End");
        var closed = await peer.ClosedAsync();
        closed.ShouldBe(new WireClosed { Ending = WireEnding.PeerClosed, Received = new WireClose(4001, "bye"), Sent = new WireClose(4001, "") });
        closed.Clean.ShouldBeTrue();
        closed.ByPeer.ShouldBeTrue();
        (closed.Code, closed.Reason).ShouldBe((4001, "bye"));
    }

    [Fact]
    public async Task Empty_close_of_the_peer_is_answered_with_an_empty_one()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        await peer.WriteAsync(new RawFrame { Opcode = 8 });
        (await peer.RestAsync()).ShouldBe(["Close", "End"]);
        (await peer.ClosedAsync()).Received.ShouldBe(new WireClose(null, ""));
    }

    [Fact]
    public async Task Server_ends_the_connection_after_the_handshake_and_a_client_waits_for_it()
    {
        await using var server = new RawPeer(WireRole.Server).Run();
        await server.WriteCloseAsync(1000);
        (await server.RestAsync()).ShouldBe(["Close 1000", "End"]);

        await using var client = new RawPeer(WireRole.Client).Run();
        await client.WriteCloseAsync(1000);
        (await client.NextAsync()).ShouldBe("Close 1000");
        await client.Clock.Quiet.WaitAsync(CancellationToken.None).InTime("quiet");
        client.Handler.Closed.IsCompleted.ShouldBeFalse("the server has not ended the connection yet");
        client.Clock.Advance(CloseTimeout);
        (await client.Handler.Closed.InTime("the end")).Clean.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1000, "")]
    [InlineData(1008, "expired token")]
    [InlineData(4999, "é€😀")]
    [InlineData(1005, "a code that must not be sent")]
    [InlineData(0, "")]
    [InlineData(65535, "")]
    public async Task Close_carries_any_code_and_reason(int code, string reason)
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Connection.Close(code, reason);
        var bytes = new byte[200];
        var length = await peer.Stream.ReadAsync(bytes.AsMemory(), CancellationToken.None).InTime("the close frame");
        bytes[..length].ShouldBe(new RawFrame { Opcode = 8, Payload = ClosePayload.Write(new WireClose(code, reason)) }.ToBytes());
        peer.Connection.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public async Task Close_without_a_code_is_an_empty_frame()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Connection.Close(null);
        (await peer.NextAsync()).ShouldBe("Close");
    }

    [Fact]
    public void Close_that_does_not_fit_is_refused()
    {
        var connection = new RawPeer(WireRole.Server).Connection;
        Should.Throw<ArgumentException>(() => connection.Close(65536)).Message.ShouldContain("0 to 65535");
        Should.Throw<ArgumentException>(() => connection.Close(null, "why")).Message.ShouldContain("no room for a reason");
        Should.Throw<ArgumentException>(() => connection.Close(1000, new string('é', 62))).Message.ShouldContain("at most 123 bytes of UTF-8, but was given 124");
        connection.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_goes_out_after_a_close_frame()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Connection.Send(WireMessage.Text("before")).ShouldBeTrue();
        peer.Connection.Close(1000);
        peer.Connection.Send(WireMessage.Text("after")).ShouldBeFalse();
        peer.Connection.SendPing("x"u8).ShouldBeFalse();
        peer.Connection.Close(1001);
        await peer.WriteAsync(new RawFrame { Opcode = 9 });
        await peer.WriteCloseAsync(1000);
        (await peer.RestAsync()).ShouldBe(["Text before", "Close 1000", "End"]);
    }

    [Fact]
    public async Task Messages_after_our_close_are_observed_but_not_handled()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Connection.Close(1000);
        await peer.WriteTextAsync("in flight");
        await peer.WriteCloseAsync(1000);
        (await peer.ClosedAsync()).Ending.ShouldBe(WireEnding.Closed);
        peer.Handler.Rest().ShouldBeEmpty();
        peer.Observer.Seen.ShouldBe(["out Close 1000", "in Text in flight", "in Close 1000", "ended Closed"]);
    }

    [Fact]
    public async Task Close_that_nobody_answers_ends_at_its_deadline()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Connection.Close(1008, "gone");
        (await peer.NextAsync()).ShouldBe("Close 1008 gone");
        peer.Clock.Advance(CloseTimeout - TimeSpan.FromTicks(1));
        peer.Handler.Closed.IsCompleted.ShouldBeFalse();
        peer.Clock.Advance(TimeSpan.FromTicks(1));
        var closed = await peer.Handler.Closed.InTime("the end");
        closed.ShouldBe(new WireClosed { Ending = WireEnding.CloseUnanswered, Sent = new WireClose(1008, "gone") });
        closed.Clean.ShouldBeFalse();
        (await peer.NextAsync()).ShouldBe("End");
    }

    [Fact]
    public async Task Close_answered_by_the_end_of_the_connection_is_unanswered()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Connection.Close(1000);
        (await peer.NextAsync()).ShouldBe("Close 1000");
        peer.Stream.Dispose();
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.CloseUnanswered);
    }

    [Fact]
    public async Task Closes_that_cross_are_clean_for_both()
    {
        await using var peers = new Peers();
        peers.Server.Close(1001, "server");
        peers.Client.Close(1000, "client");
        peers.Run();
        var (server, client) = await peers.EndAsync();
        (server.Ending, client.Ending).ShouldBe((WireEnding.Closed, WireEnding.Closed));
        (server.Clean, client.Clean).ShouldBe((true, true));
        server.Received.ShouldBe(new WireClose(1000, "client"));
        (server.Code, server.Reason).ShouldBe((1001, "server"));
    }

    [Fact]
    public async Task Close_without_handshake_ends_behind_its_frame()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Connection.Send(WireMessage.Text("last"));
        peer.Connection.CloseWithoutHandshake(1011, "broken");
        (await peer.RestAsync()).ShouldBe(["Text last", "Close 1011 broken", "End"]);
        var closed = await peer.ClosedAsync();
        closed.Ending.ShouldBe(WireEnding.ClosedWithoutHandshake);
        closed.Clean.ShouldBeFalse();
    }

    [Fact]
    public async Task Cut_ends_behind_what_was_queued_and_without_a_close_frame()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Connection.Send(WireMessage.Text("last"));
        peer.Connection.Cut();
        peer.Connection.Send(WireMessage.Text("too late")).ShouldBeFalse();
        (await peer.RestAsync()).ShouldBe(["Text last", "End"]);
        (await peer.ClosedAsync()).ShouldBe(new WireClosed { Ending = WireEnding.Cut });
    }

    [Fact]
    public async Task Cut_reads_on_for_a_moment_so_that_no_reset_follows_it()
    {
        await using var peer = new RawPeer(WireRole.Server, capacity: 100).Run();
        peer.Connection.Cut();
        (await peer.NextAsync()).ShouldBe("End");
        for (var i = 0; i < 10; i++) await peer.WriteAsync(new byte[100]);
        await peer.Clock.Quiet.WaitAsync(CancellationToken.None).InTime("quiet");
        peer.Handler.Closed.IsCompleted.ShouldBeFalse();
        peer.Clock.Advance(WireOptions.Default.LingerTimeout);
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.Cut);
    }

    [Fact]
    public async Task Cut_by_the_peer_is_told_from_a_reset()
    {
        await using var cut = new RawPeer(WireRole.Server).Run();
        cut.Stream.Dispose();
        (await cut.Handler.Closed.InTime("the end")).ShouldBe(new WireClosed { Ending = WireEnding.PeerCut });

        await using var reset = new RawPeer(WireRole.Server).Run();
        reset.Stream.Reset();
        var closed = await reset.Handler.Closed.InTime("the end");
        closed.Ending.ShouldBe(WireEnding.PeerReset);
        closed.Detail.ShouldNotBeNull().ShouldContain("ConnectionReset");
    }

    [Fact]
    public async Task Reset_breaks_the_connection_at_once()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Connection.Send(WireMessage.Text("lost"));
        peer.Connection.Reset();
        (await peer.NextAsync()).ShouldBe("Reset");
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.Reset);
    }

    [Fact]
    public async Task Cancellation_cuts_also_while_a_close_is_unanswered()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Connection.Close(1000);
        peer.Cancel();
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.Cancelled);
        (await peer.RestAsync()).ShouldBe(["Close 1000", "End"]);
    }

    [Fact]
    public async Task Cut_gives_up_on_a_peer_that_does_not_read_at_the_deadline()
    {
        await using var peer = new RawPeer(WireRole.Server, capacity: 10).Run();
        peer.Connection.Send(WireMessage.Text("more than fits into the window"));
        peer.Connection.Cut();
        peer.Handler.Closed.IsCompleted.ShouldBeFalse();
        await peer.Clock.Quiet.WaitAsync(CancellationToken.None).InTime("quiet");
        peer.Clock.Advance(CloseTimeout);
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.Cut);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task End_comes_once_whoever_is_first(bool cancel)
    {
        for (var round = 0; round < 50; round++)
        {
            await using var peer = new RawPeer(WireRole.Server).Run();
            await Task.WhenAll(
                Task.Run(() => peer.Connection.Close(1000), TestContext.Current.CancellationToken),
                Task.Run(() => peer.Connection.Cut(), TestContext.Current.CancellationToken),
                Task.Run(() => { if (cancel) peer.Cancel(); else peer.Connection.Reset(); }, TestContext.Current.CancellationToken),
                Task.Run(peer.Stream.Dispose, TestContext.Current.CancellationToken)).InTime("four ends");
            await peer.ClosedAsync();
            await peer.Running.InTime("the run to end");
            peer.Handler.ClosedCalls.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("cut")]
    [InlineData("cancel")]
    [InlineData("overflow")]
    [InlineData("deadline")]
    public async Task End_is_never_told_within_the_call_that_brings_it_about(string how)
    {
        await using var peer = new RawPeer(WireRole.Server, new WireOptions { OutboxBytes = 10 }, capacity: 10).Run();
        if (how == "deadline") peer.Connection.Close(1000);
        await peer.Clock.Quiet.WaitAsync(CancellationToken.None).InTime("quiet");
        RecordingHandler.Inside = true;
        switch (how)
        {
            case "reset": peer.Connection.Reset(); break;
            case "cut": peer.Connection.Cut(); break;
            case "cancel": peer.Cancel(); break;
            case "deadline": peer.Clock.Advance(CloseTimeout); break;
            default: while (peer.Connection.Send(WireMessage.Text("12345678"))) { } break;
        }

        RecordingHandler.Inside = false;
        await peer.ClosedAsync();
        peer.Handler.ClosedInside.ShouldBeFalse();
    }

    [Fact]
    public async Task Connection_that_was_over_before_it_ran_still_reports_its_end()
    {
        await using var peer = new RawPeer(WireRole.Server);
        peer.Connection.Reset();
        peer.Run();
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.Reset);
    }

    [Fact]
    public async Task Connection_runs_once()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        await Should.ThrowAsync<InvalidOperationException>(() => peer.Connection.RunAsync(peer.Handler, CancellationToken.None));
    }
}
