using System.Globalization;

namespace Harness.Wire.Tests.Connections;

public sealed class BurstTests
{
    [Fact]
    public async Task Burst_leaves_in_one_write_and_in_order()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Broadcast("a", "b", "c").ShouldBe(3);
        foreach (var text in new[] { "a", "b", "c" }) (await peer.NextAsync()).ShouldBe("Text " + text);
        peer.Connection.Statistics.ShouldBe(new WireStatistics(0, 0, 9, 9, 3, 1, 0));
        peer.Observer.Seen.ShouldBeEmpty("who broadcasts writes it down");
    }

    [Fact]
    public async Task Parts_of_a_burst_leave_in_one_write_too()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        var burst = new WireBurst();
        for (var i = 0; i < 10; i++) burst.Add(WireMessage.Text(i.ToString(CultureInfo.InvariantCulture)));
        peer.Connection.SendShared(burst, new BurstRange(1, 3), new BurstRange(7, 8)).ShouldBe(3);
        peer.Connection.Flush();
        foreach (var text in new[] { "1", "2", "7" }) (await peer.NextAsync()).ShouldBe("Text " + text);
        peer.Connection.Statistics.Writes.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_sent_between_a_burst_and_its_write_follows_it()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        var burst = new WireBurst();
        burst.Add(WireMessage.Text("first"));
        burst.Add(WireMessage.Text("second"));
        peer.Connection.SendShared(burst, new BurstRange(0, 2));
        peer.Connection.Send(WireMessage.Text("third"));
        peer.Connection.Flush();
        foreach (var text in new[] { "first", "second", "third" }) (await peer.NextAsync()).ShouldBe("Text " + text);
    }

    [Fact]
    public async Task Cut_comes_behind_a_burst_that_nobody_has_written_yet()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        var burst = new WireBurst();
        burst.Add(WireMessage.Text("last"));
        peer.Connection.SendShared(burst, new BurstRange(0, 1));
        peer.Connection.Cut();
        (await peer.RestAsync()).ShouldBe(["Text last", "End"]);
    }

    [Fact]
    public async Task Burst_outlives_its_buffer_where_a_peer_falls_behind()
    {
        await using var peer = new RawPeer(WireRole.Server, capacity: 100).Run();
        var burst = new WireBurst();
        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 30; i++) burst.Add(WireMessage.Text($"{round}:{i}"));
            peer.Connection.SendShared(burst, new BurstRange(0, burst.Count)).ShouldBe(30);
            peer.Connection.Flush();
            burst.Clear();
        }

        for (var round = 0; round < 20; round++)
        {
            for (var i = 0; i < 30; i++) (await peer.NextAsync()).ShouldBe($"Text {round}:{i}");
        }
    }

    [Fact]
    public async Task Burst_that_does_not_fit_disconnects_and_says_how_much_was_taken()
    {
        await using var peer = new RawPeer(WireRole.Server, new WireOptions { OutboxBytes = 100 }).Run();
        peer.Connection.Stall();
        for (var i = 0; i < 40; i++) peer.Broadcast("12345678").ShouldBe(1, "four times its outbox, while it may only be slow");
        peer.Broadcast("12345678").ShouldBe(0);
        peer.Connection.IsOpen.ShouldBeFalse();
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.SlowConsumer);
        peer.Broadcast("late").ShouldBe(0);
    }

    [Fact]
    public async Task Client_masks_a_burst()
    {
        await using var peer = new RawPeer(WireRole.Client).Run();
        peer.Broadcast("a", "b").ShouldBe(2);
        foreach (var text in new[] { "a", "b" }) (await peer.NextAsync()).ShouldBe("Text " + text);
    }
}
