using Harness.Fixtures.Scenarios;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Mocks.Server;
using Harness.Mocks.Tests.Playing;
using Harness.Mocks.Tests.Protocols.HedgeTech;
using Harness.Mocks.Tests.Protocols.Odin;
using Harness.Wire;

namespace Harness.Mocks.Tests.Server;

/// <summary>What many get at once: each gets all that is his, and the transcripts say so.</summary>
public sealed class BroadcastTests
{
    private static readonly string[] Isins = ["IRT3SATF0001", "IRTKMOFD0001", "IRO1FOLD0001", "IRO1XYZ1234"];

    [Fact]
    public async Task Every_peer_gets_what_stands_in_its_transcript()
    {
        await using var mock = await PlayedMock.StartAsync(options => options with { Rate = 7, Protocols = ["ht-tse"], Coalesce = TimeSpan.FromMilliseconds(50), OneSession = true });
        var token = await mock.LogInAsync();
        var peers = new List<Peer>();
        foreach (var some in new[] { Isins, Isins[..1], Isins[1..3], [Isins[0], Isins[3]] })
        {
            peers.Add(await Peer.ConnectAsync(mock.Server, TseAddress.Isin(["best-limit", "aggregate"], some), ("Authorization", token)));
        }

        for (var i = 0; i < 40; i++) mock.Clock.Advance(TimeSpan.FromMilliseconds(97));
        mock.Server.Connections.Send("that is all"u8.ToArray());

        var frames = mock.Server.Journal.Sessions.ShouldHaveSingleItem().Frames();
        for (var i = 0; i < peers.Count; i++)
        {
            var written = frames.Where(frame => frame.Connection == i + 2 && frame.Kind == FrameKind.Text).ToList();
            (await peers[i].NextAsync(written.Count)).ShouldBe(written.Select(frame => frame.Text));
            written.Count.ShouldBeGreaterThan(40);
            written[^1].Text.ShouldBe("that is all");
            frames.Where(frame => frame.Connection == i + 2).Select(frame => frame.Index).ShouldBe(Enumerable.Range(0, written.Count + 2));
            await peers[i].DisposeAsync();
        }
    }

    [Fact]
    public async Task Scenario_and_follower_that_come_and_go_miss_nothing_and_double_nothing()
    {
        await using var mock = await OdinPeer.StartAsync(rate: 20);
        await using var peer = await Peer.ConnectAsync(mock.Server, OdinPeer.Path + "?client_id=app");
        peer.Send("""{"action":"subscribe","stocks":["SBIN","RELIANCE","TCS"]}""");
        await peer.NextAsync(3);
        var follower = new Follower();
        mock.Clock.Advance(TimeSpan.FromSeconds(1));
        mock.Server.Journal.Attach(follower);
        mock.Clock.Advance(TimeSpan.FromSeconds(1));
        mock.Server.Journal.Detach(follower);
        mock.Clock.Advance(TimeSpan.FromSeconds(1));
        mock.Server.Load(ScenarioReader.Read("mark.yaml", "version: 1\nname: mark\nprotocol: odin\nrules:\n  - on: sent\n    do: [ { replace: { /marked: true } } ]\n"u8.ToArray()));
        mock.Clock.Advance(TimeSpan.FromSeconds(1));

        mock.Server.Connections.Send("that is all"u8.ToArray());
        var written = mock.Server.Journal.Sessions.ShouldHaveSingleItem().Frames().Where(frame => frame is { Kind: FrameKind.Text, From: Party.Server }).ToList();
        var got = new List<string> { "", "", "" };
        while (got[^1] != "that is all") got.Add(await peer.NextAsync());

        got.Skip(3).ShouldBe(written.Skip(3).Select(frame => frame.Text));
        got.Count(text => text.Contains("\"marked\"", StringComparison.Ordinal)).ShouldBeInRange(20, 80);
        follower.Frames.Count.ShouldBeInRange(20, 80);
        follower.Frames.ShouldAllBe(frame => written.Single(other => other.Index == frame.Index).Text == frame.Text);
    }

    [Fact]
    public async Task Peer_that_closes_in_the_midst_of_it_has_a_transcript_that_ends_there()
    {
        await using var mock = await OdinPeer.StartAsync(rate: 20);
        await using var peer = await Peer.ConnectAsync(mock.Server, OdinPeer.Path + "?client_id=app");
        peer.Send("""{"action":"subscribe","stocks":["SBIN","RELIANCE","TCS"]}""");
        await peer.NextAsync(3);
        mock.Clock.Advance(TimeSpan.FromSeconds(1));

        mock.Server.Connections.Close(1000, "enough");
        mock.Clock.Advance(TimeSpan.FromSeconds(1));

        var frames = mock.Server.Journal.Sessions.ShouldHaveSingleItem().Frames();
        frames.Last(frame => frame.From == Party.Server).Kind.ShouldBe(FrameKind.Close);
        frames.Count(frame => frame.Kind == FrameKind.Text).ShouldBeGreaterThan(20);
    }

    /// <summary>The message itself, its bytes and its place in the journal are shared: they are all that is allocated.</summary>
    [Fact]
    public async Task Delivery_allocates_less_than_two_bytes_at_a_thousand_subscribers()
    {
        const int Subscribers = 1000;
        const int Messages = 500;
        await using var host = new Crowd(Subscribers);
        void Publish()
        {
            for (var i = 0; i < Messages; i++) host.Topic.Publish(WireMessage.Text(new string('x', 343)));
        }

        host.World.Enter(Publish);
        var before = GC.GetAllocatedBytesForCurrentThread();
        host.World.Enter(Publish);
        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)(Subscribers * Messages);

        each.ShouldBeLessThan(2);
        host.Connections.ShouldAllBe(connection => connection.Statistics.SentMessages == 2 * Messages);
    }

    private sealed class Follower : IJournalObserver
    {
        public List<Frame> Frames { get; } = [];

        public void Observe(JournalSession session, Frame frame) => Frames.Add(frame);

        public void Cleared()
        {
        }
    }
}
