using System.Globalization;
using Harness.Wire.Frames;

namespace Harness.Wire.Tests.Connections;

public sealed class OutboxTests
{
    [Theory]
    [InlineData(64 * 1024)]
    [InlineData(777)]
    public async Task Messages_of_many_senders_arrive_whole_and_each_sender_in_order(int capacity)
    {
        const int Senders = 8;
        const int Each = 500;
        await using var peers = new Peers(client: new WireOptions { OutboxBytes = 1 << 30 }, capacity: capacity).Run();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                var message = WireMessage.Text($"{sender}:{i}:{new string('x', i % 300)}");
                peers.Client.Send(i % 7 == 0 ? message.InFragments(1, 2) : message).ShouldBeTrue();
            }
        }))).InTime("the senders");

        var next = new int[Senders];
        for (var received = 0; received < Senders * Each; received++)
        {
            var parts = (await peers.AtServer.NextAsync())["Text ".Length..].Split(':');
            var sender = int.Parse(parts[0], CultureInfo.InvariantCulture);
            parts[1].ShouldBe(next[sender].ToString(CultureInfo.InvariantCulture));
            parts[2].Length.ShouldBe(next[sender]++ % 300);
        }

        peers.ClientSees.Overlapped.ShouldBeFalse();
        var statistics = peers.Client.Statistics;
        statistics.SentMessages.ShouldBe(Senders * Each);
        statistics.QueuedBytes.ShouldBe(0);
        statistics.Writes.ShouldBeLessThanOrEqualTo(Senders * Each);
        peers.ClientSees.Seen.Count.ShouldBe(Senders * Each);
    }

    [Fact]
    public async Task Messages_that_wait_leave_together()
    {
        await using var peer = new RawPeer(WireRole.Server).Run();
        peer.Connection.Stall();
        for (var i = 0; i < 100; i++) peer.Connection.Send(WireMessage.Text("message"));
        peer.Connection.Statistics.ShouldBe(new WireStatistics(900, 100, 900, 0, 0, 0, 0));
        peer.Connection.Resume();
        peer.Connection.Statistics.ShouldBe(new WireStatistics(0, 0, 900, 900, 100, 1, 0));
    }

    [Fact]
    public async Task Slow_consumer_is_disconnected_without_a_close_frame()
    {
        await using var peer = new RawPeer(WireRole.Server, new WireOptions { OutboxBytes = 100 }, capacity: 10).Run();
        for (var i = 0; i < 13; i++) peer.Connection.Send(WireMessage.Text("12345678")).ShouldBeTrue("one has left, one leaves, ten fill the outbox, and it may only be slow");
        peer.Clock.Advance(WireOptions.Default.SlowAfter);
        peer.Connection.Send(WireMessage.Text("12345678")).ShouldBeFalse();
        peer.Connection.IsOpen.ShouldBeFalse();
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.SlowConsumer);
        (await peer.RestAsync()).ShouldBe(["Text 12345678", "End"]);
    }

    [Fact]
    public async Task Peer_that_takes_something_is_not_slow_until_far_too_much_waits()
    {
        await using var peer = new RawPeer(WireRole.Server, new WireOptions { OutboxBytes = 100 }, capacity: 10).Run();
        for (var i = 0; i < 13; i++) peer.Connection.Send(WireMessage.Text("12345678")).ShouldBeTrue();
        peer.Clock.Advance(WireOptions.Default.SlowAfter);
        await peer.NextAsync();
        await Patience.Until(() => peer.Connection.Statistics.Writes == 2, "the next write to end");
        for (var waiting = peer.Connection.Statistics.QueuedMessages - 11; waiting < 160; waiting++) peer.Connection.Send(WireMessage.Text("12345678")).ShouldBeTrue();
        peer.Connection.Send(WireMessage.Text("12345678")).ShouldBeFalse("sixteen times its outbox waits");
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.SlowConsumer);
    }

    [Theory]
    [InlineData(SlowConsumerPolicy.Disconnect)]
    [InlineData(SlowConsumerPolicy.Block)]
    public async Task Nobody_is_cut_for_long_answers_to_what_he_asked(SlowConsumerPolicy policy)
    {
        const int Questions = 20;
        var answer = new string('x', 5000);
        RawPeer peer = null!;
        var handler = new RecordingHandler { Message = (_, _) => peer.Connection.Send(WireMessage.Text(answer)) };
        await using (peer = new RawPeer(WireRole.Server, new WireOptions { OutboxBytes = 100, SlowConsumer = policy }, capacity: 1000) { Handler = handler }.Run())
        {
            byte[] question = new RawFrame { Payload = "?"u8.ToArray(), Mask = 7 }.ToBytes();
            await peer.WriteAsync(Enumerable.Repeat(question, Questions).SelectMany(bytes => bytes).ToArray());
            for (var i = 0; i < Questions; i++) (await peer.NextAsync()).ShouldBe("Text " + answer);
        }
    }

    [Fact]
    public async Task Slow_consumer_loses_its_oldest_messages_but_no_control_frame()
    {
        await using var peer = new RawPeer(WireRole.Server, new WireOptions { OutboxBytes = 40, SlowConsumer = SlowConsumerPolicy.DiscardOldest }).Run();
        peer.Connection.Stall();
        peer.Connection.SendPing("p"u8);
        for (var i = 0; i < 10; i++) peer.Connection.Send(WireMessage.Text($"message{i}")).ShouldBeTrue();
        peer.Connection.Statistics.DiscardedMessages.ShouldBe(7);
        peer.Connection.Resume();
        (await peer.NextAsync()).ShouldBe("Ping p");
        foreach (var i in new[] { 7, 8, 9 }) (await peer.NextAsync()).ShouldBe($"Text message{i}");
        peer.Observer.Seen.Where(seen => seen.StartsWith("discarded", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(0, 7).Select(i => $"discarded message{i}"));
    }

    [Fact]
    public async Task Slow_consumer_with_nothing_to_discard_is_disconnected()
    {
        await using var peer = new RawPeer(WireRole.Server, new WireOptions { OutboxBytes = 10, SlowConsumer = SlowConsumerPolicy.DiscardOldest }).Run();
        peer.Connection.Stall();
        peer.Connection.SendPing("12345678"u8).ShouldBeTrue();
        peer.Connection.Send(WireMessage.Text("x")).ShouldBeFalse();
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.SlowConsumer);
    }

    [Fact]
    public async Task Slow_consumer_that_blocks_misses_broadcasts_and_is_not_heard_until_it_reads()
    {
        await using var peer = new RawPeer(WireRole.Server, new WireOptions { OutboxBytes = 30, SlowConsumer = SlowConsumerPolicy.Block }, capacity: 10).Run();
        for (var i = 0; i < 20; i++) peer.Broadcast($"message{i:00}").ShouldBe(1, "whoever broadcasts waits for nobody");
        peer.Observer.Seen.ShouldBe(Enumerable.Range(3, 17).Select(i => $"discarded message{i:00}"), "one is leaving, two wait");
        peer.Connection.Send(WireMessage.Text("an answer of 26 characters")).ShouldBeTrue("what it asked for has as much room again");
        await peer.WriteTextAsync("heard later");

        foreach (var text in new[] { "message00", "message01", "message02" }) (await peer.NextAsync()).ShouldBe("Text " + text);
        (await peer.NextAsync()).ShouldBe("Text an answer of 26 characters");
        (await peer.Handler.NextAsync()).ShouldBe("Text heard later");
        peer.Broadcast("message20");
        (await peer.NextAsync()).ShouldBe("Text message20");
        peer.Connection.Statistics.DiscardedMessages.ShouldBe(17);
    }

    [Fact]
    public async Task Slow_consumer_that_blocks_is_disconnected_when_it_has_no_room_for_answers_either()
    {
        await using var peer = new RawPeer(WireRole.Server, new WireOptions { OutboxBytes = 10, SlowConsumer = SlowConsumerPolicy.Block }).Run();
        peer.Connection.Stall();
        for (var i = 0; i < 3; i++) peer.Connection.Send(WireMessage.Text("12345678")).ShouldBeTrue();
        peer.Clock.Advance(WireOptions.Default.SlowAfter);
        peer.Connection.Send(WireMessage.Text("12345678")).ShouldBeFalse();
        (await peer.Handler.Closed.InTime("the end")).Ending.ShouldBe(WireEnding.SlowConsumer);
    }

    [Fact]
    public async Task Message_larger_than_the_outbox_goes_out_alone()
    {
        await using var peers = new Peers(new WireOptions { OutboxBytes = 1000 }).Run();
        var text = new string('x', 500_000);
        peers.Server.Send(WireMessage.Text(text)).ShouldBeTrue();
        (await peers.AtClient.NextAsync()).ShouldBe("Text " + text);
    }

    [Theory]
    [InlineData(WireRole.Server)]
    [InlineData(WireRole.Client)]
    public async Task Raw_bytes_go_out_as_they_are(WireRole role)
    {
        await using var peer = new RawPeer(role).Run();
        peer.Connection.Send(WireMessage.Raw(ReadOnlyMemory<byte>.Empty)).ShouldBeTrue();
        peer.Connection.Send(WireMessage.Raw(new RawFrame { Opcode = 3, Mask = role == WireRole.Server ? 5u : null }.ToBytes()));
        (await peer.NextAsync()).ShouldStartWith("Violation opcode 0x3 is reserved");
        peer.Observer.Seen[^1].ShouldStartWith("out Raw");
    }

    [Fact]
    public async Task Client_with_seeded_masks_sends_the_same_bytes_again()
    {
        var runs = new List<byte[]>();
        for (var run = 0; run < 2; run++)
        {
            await using var peer = new RawPeer(WireRole.Client, new WireOptions { Masks = new SeededMasks(9) }).Run();
            peer.Connection.Send(WireMessage.Text("hello"));
            var bytes = new byte[11];
            await peer.Stream.ReadExactlyAsync(bytes.AsMemory(), CancellationToken.None).InTime("the message");
            runs.Add(bytes);
        }

        runs[0].ShouldBe(runs[1]);
    }

    [Fact]
    public async Task Broadcast_shares_its_bytes_and_allocates_next_to_nothing()
    {
        const int Rounds = 2000;
        await using var peer = new RawPeer(WireRole.Server, capacity: 1 << 24).Run();
        var message = WireMessage.Text(new string('x', 343));
        for (var i = 0; i < Rounds; i++) peer.Connection.Send(message);
        var connection = new WireConnection(WireRole.Server, new NullTransport(), WireOptions.Default, TimeProvider.System);
        for (var i = 0; i < Rounds; i++) connection.Send(message);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++) connection.Send(message);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Rounds);
    }
}
