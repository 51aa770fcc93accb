using System.Globalization;
using System.Net;
using System.Text;
using Harness.Fixtures.Scenarios.Matching;
using Harness.Fixtures.Transcripts;
using Harness.Mocks.Journal;
using Harness.Mocks.Scripting;
using Harness.Wire;
using Harness.Wire.Time;

namespace Harness.Mocks.Tests.Journal;

public sealed class JournalTests
{
    private static readonly ManualClock Clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Session_numbers_its_connections_and_keeps_the_order_of_frames()
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 20, oneSession: false);
        var login = Exchange(journal, "demo");
        var socket = Socket(journal, "demo");
        Say(journal, socket, "a");
        Say(journal, socket, "b");

        var session = journal.Sessions.ShouldHaveSingleItem();

        login.Session.ShouldBe(session);
        session.Frames().Select(frame => (frame.Connection, frame.Index, frame.Kind)).ShouldBe(
            [(1, 0, FrameKind.Http), (2, 0, FrameKind.Open), (2, 1, FrameKind.Text), (2, 2, FrameKind.Text)]);
        socket.Socket.ShouldBe(1);
    }

    [Fact]
    public void Peers_with_different_credentials_have_sessions_of_their_own()
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 20, oneSession: false);

        Socket(journal, "demo");
        Socket(journal, "other");
        Socket(journal, "demo");

        journal.Sessions.Select(session => (session.Peer, session.Sockets)).ShouldBe([("demo", 2), ("other", 1)]);
    }

    [Fact]
    public void Frame_seen_before_its_session_began_is_not_written_before_the_start()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var journal = new Mocks.Journal.Journal(clock, 1 << 20, oneSession: false);
        var early = journal.Begin(isSocket: true, "ht-tse");
        journal.Record(early, FrameKind.Open, Party.Client, default);
        clock.Advance(TimeSpan.FromMilliseconds(5));
        Socket(journal, "demo");

        journal.Join(early, ["ht-tse"], journal.Key(IPAddress.Loopback, "demo", null, "/isin"));

        journal.Sessions.ShouldHaveSingleItem().Frames().ShouldAllBe(frame => frame.T >= 0);
    }

    [Fact]
    public void One_session_holds_everybody_when_the_mock_plays_for_one_peer()
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 20, oneSession: true);

        Socket(journal, "demo");
        Socket(journal, "other");

        journal.Sessions.ShouldHaveSingleItem().Sockets.ShouldBe(2);
    }

    [Theory]
    [InlineData(WireEnding.Cut, true)]
    [InlineData(WireEnding.Reset, true)]
    [InlineData(WireEnding.Cancelled, true)]
    [InlineData(WireEnding.Closed, false)]
    [InlineData(WireEnding.CloseUnanswered, false)]
    public void End_that_we_bring_about_while_an_answer_to_our_close_is_due_is_written_down(WireEnding ending, bool isReset)
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 20, oneSession: false);
        var observer = new JournalWireObserver(journal, Socket(journal, "demo"));
        var close = new WireClose(1000, "bye");

        observer.SentClose(close);
        observer.Ended(new WireClosed { Ending = ending, Sent = close });

        journal.Sessions.ShouldHaveSingleItem().Frames().Any(frame => frame is { Kind: FrameKind.Reset, From: Party.Server }).ShouldBe(isReset);
    }

    [Fact]
    public void Full_journal_forgets_the_oldest_frames_and_says_how_many()
    {
        var journal = new Mocks.Journal.Journal(Clock, 64 * 1024, oneSession: false);
        var socket = Socket(journal, "demo");
        const int said = 5_000;

        for (var i = 0; i < said; i++) Say(journal, socket, "0123456789");

        journal.Bytes.ShouldBeLessThan(80 * 1024);
        var frames = journal.Sessions.ShouldHaveSingleItem().Frames();
        frames[0].Kind.ShouldBe(FrameKind.Gap);
        (frames[0].Frames!.Value + frames.Count - 1).ShouldBe(said + 1);
        frames[1].Index.ShouldBe(frames[0].Index + 1);
        frames[^1].Index.ShouldBe(said);
    }

    [Fact]
    public void Broadcast_is_charged_once_whoever_receives_it()
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 24, oneSession: false);
        var sockets = Enumerable.Range(0, 50).Select(number => Socket(journal, $"peer {number}")).ToList();
        var before = journal.Bytes;
        ReadOnlyMemory<byte> message = new byte[10_000];

        foreach (var socket in sockets) journal.Record(socket, FrameKind.Text, Party.Server, message);

        (journal.Bytes - before).ShouldBe(message.Length + (sockets.Count * JournalWeight.Overhead));
    }

    [Fact]
    public void Broadcast_is_written_once_and_stands_in_every_transcript_in_its_place()
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 20, oneSession: false);
        var (early, late) = (Socket(journal, "early"), Socket(journal, "late"));
        var topic = new JournalTopic();
        journal.Join(early, topic);
        var before = journal.Bytes;
        Broadcast(journal, topic, "one");
        (journal.Bytes - before).ShouldBe(JournalWeight.Overhead + 3);
        Say(journal, early, "reply");
        journal.Join(late, topic);
        Broadcast(journal, topic, "two");
        journal.Leave(early, topic);
        Broadcast(journal, topic, "three");

        Texts(journal, "early").ShouldBe(["", "one", "reply", "two"]);
        Texts(journal, "late").ShouldBe(["", "two", "three"]);
        journal.Sessions.SelectMany(session => session.Frames()).Select(frame => frame.Index).ShouldBe([0, 1, 2, 3, 0, 1, 2]);
        early.Seen.ShouldBe(4);
    }

    [Fact]
    public void Broadcast_that_a_closing_connection_did_not_take_is_not_in_its_transcript()
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 20, oneSession: false);
        var socket = Socket(journal, "demo");
        var (one, other) = (new JournalTopic(), new JournalTopic());
        journal.Join(socket, one);
        journal.Join(socket, other);
        Broadcast(journal, other, "taken");
        var refused = Broadcast(journal, one, "refused");
        Broadcast(journal, other, "refused too");

        journal.LeaveAll(socket, refused);
        Broadcast(journal, one, "later");

        Texts(journal, "demo").ShouldBe(["", "taken"]);
    }

    [Fact]
    public void Full_journal_forgets_broadcasts_and_replies_by_age_and_counts_both()
    {
        var journal = new Mocks.Journal.Journal(Clock, 64 * 1024, oneSession: false);
        var socket = Socket(journal, "demo");
        var (busy, rare) = (new JournalTopic(), new JournalTopic());
        journal.Join(socket, busy);
        journal.Join(socket, rare);
        for (var i = 0; i < 5_000; i++)
        {
            Broadcast(journal, busy, $"{i} busy");
            if (i % 100 == 99) Broadcast(journal, rare, $"{i} rare");
            if (i % 50 == 49) Say(journal, socket, $"{i} said");
        }

        var frames = journal.Sessions.ShouldHaveSingleItem().Frames();
        frames[0].Kind.ShouldBe(FrameKind.Gap);
        (frames[0].Frames!.Value + frames.Count - 1).ShouldBe(1 + 5_000 + 50 + 100);
        frames[^1].Index.ShouldBe(5_150);
        var numbers = frames.Skip(1).Select(frame => int.Parse(frame.Text.Split(' ')[0], CultureInfo.InvariantCulture)).ToList();
        numbers.ShouldBeInOrder();
        numbers[0].ShouldBeGreaterThan(4_000);
        numbers.Distinct().Count().ShouldBe(5_000 - numbers[0], "none is missing in between");
    }

    [Fact]
    public void Note_beside_a_frame_is_found_among_broadcasts()
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 20, oneSession: false);
        var socket = Socket(journal, "demo");
        var topic = new JournalTopic();
        journal.Join(socket, topic);
        Broadcast(journal, topic, "one");
        var noted = journal.Record(socket, FrameKind.Text, Party.Client, "noted"u8.ToArray());
        Broadcast(journal, topic, "two");
        Say(journal, socket, "reply");

        journal.Annotate(socket, noted, new NearMiss("a scenario", null, 1, 1, "where", new MatchDifference("/a", "1", "2")));

        var session = journal.Sessions.ShouldHaveSingleItem();
        session.Frames().Where(frame => session.NearMiss(frame) is not null).ShouldHaveSingleItem().Text.ShouldBe("noted");
    }

    [Fact]
    public void Frames_that_never_left_are_counted_in_a_gap_behind_them()
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 20, oneSession: false);
        var socket = Socket(journal, "demo");
        Say(journal, socket, "lost");
        Say(journal, socket, "lost too");

        journal.RecordGap(socket);
        journal.RecordGap(socket);

        var last = journal.Sessions.ShouldHaveSingleItem().Frames()[^1];
        (last.Kind, last.Frames).ShouldBe((FrameKind.Gap, 2));
    }

    [Fact]
    public void Session_that_nobody_follows_any_more_is_not_told_of()
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 20, oneSession: false);
        var observer = new Watcher { Only = "wanted" };
        journal.Attach(observer);
        var (wanted, other) = (Socket(journal, "wanted"), Socket(journal, "other"));
        (wanted.IsFollowed, other.IsFollowed).ShouldBe((true, false));

        Say(journal, other, "unheard");
        Say(journal, wanted, "heard");
        journal.Unfollow(wanted.Session!, observer);
        Say(journal, wanted, "unheard too");

        observer.Seen.ShouldBe(["", "heard"]);
        wanted.IsFollowed.ShouldBeFalse();
    }

    [Fact]
    public void Forgotten_connections_that_ended_leave_no_session_behind()
    {
        var journal = new Mocks.Journal.Journal(Clock, 64 * 1024, oneSession: false);
        var gone = Socket(journal, "gone");
        journal.End(gone);
        var talker = Socket(journal, "talker");

        for (var i = 0; i < 5_000; i++) Say(journal, talker, "0123456789");

        journal.Sessions.ShouldHaveSingleItem().Peer.ShouldBe("talker");
    }

    [Fact]
    public void Observer_sees_frames_in_order_and_those_from_before_the_peer_was_known()
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 20, oneSession: false);
        var observer = new Watcher();
        journal.Attach(observer);
        var socket = journal.Begin(isSocket: true, "ht-tse");
        Say(journal, socket, "before");

        journal.Join(socket, ["virtuoso"], journal.Key(IPAddress.Loopback, "demo", null, "/ws"));
        Say(journal, socket, "after");

        observer.Seen.ShouldBe(["before", "after"]);
    }

    [Fact]
    public void Cleared_journal_writes_down_nothing_more_of_what_was_open()
    {
        var journal = new Mocks.Journal.Journal(Clock, 1 << 20, oneSession: false);
        var socket = Socket(journal, "demo");

        journal.Clear();
        Say(journal, socket, "late");

        journal.Sessions.ShouldBeEmpty();
        journal.Bytes.ShouldBe(0);
    }

    private static JournalConnection Exchange(Mocks.Journal.Journal journal, string account)
    {
        var connection = journal.Begin(isSocket: false, "ht-tse");
        journal.Record(connection, FrameKind.Http, Party.Client, default);
        journal.Join(connection, ["ht-tse", "ht-ime"], journal.Key(IPAddress.Loopback, account, null, "/token"));
        return connection;
    }

    private static JournalConnection Socket(Mocks.Journal.Journal journal, string account)
    {
        var connection = journal.Begin(isSocket: true, "ht-tse");
        journal.Record(connection, FrameKind.Open, Party.Client, default);
        journal.Join(connection, ["ht-tse"], journal.Key(IPAddress.Loopback, account, null, "/isin"));
        return connection;
    }

    private static void Say(Mocks.Journal.Journal journal, JournalConnection connection, string text) =>
        journal.Record(connection, FrameKind.Text, Party.Server, Encoding.UTF8.GetBytes(text));

    private static long Broadcast(Mocks.Journal.Journal journal, JournalTopic topic, string text) =>
        journal.RecordBroadcast(topic, FrameKind.Text, Encoding.UTF8.GetBytes(text));

    private static IEnumerable<string> Texts(Mocks.Journal.Journal journal, string peer) =>
        journal.Sessions.Single(session => session.Peer == peer).Frames().Select(frame => frame.Text);

    private sealed class Watcher : IJournalObserver
    {
        public string? Only { get; init; }

        public bool Follows(JournalSession session) => Only is null || session.Peer == Only;

        public List<string> Seen { get; } = [];

        public void Observe(JournalSession session, Frame frame) => Seen.Add(frame.Text);

        public void Cleared() => Seen.Clear();
    }
}
