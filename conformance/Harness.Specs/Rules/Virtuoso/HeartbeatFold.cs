using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>
/// Ping/Pong Heartbeat, the server's half. The windows leave room for networks and timers: a ping 29.5 to 40 s after the last text message, an
/// end 9.5 to 20 s after a ping that nobody answered.
/// </summary>
internal sealed class HeartbeatFold(VirtuosoSession session) : Fold
{
    private const string Pings = "virtuoso.heartbeat.001";
    private const string Ends = "virtuoso.heartbeat.007";
    private const string Keeps = "virtuoso.heartbeat.008";
    private const string Counts = "virtuoso.heartbeat.009";
    private const string OnlyPong = "virtuoso.heartbeat.010";
    private const string Manner = "virtuoso.heartbeat.011";
    private const string Answers = "virtuoso.heartbeat.012";

    private static readonly long Earliest = Seconds.Of(29.5);
    private static readonly long Latest = Seconds.Of(40);
    private static readonly long EarliestEnd = Seconds.Of(9.5);
    private static readonly long LatestEnd = Seconds.Of(20);
    private static readonly long PongSoon = Seconds.Of(5);

    private readonly PerConnection<Beat> _beats = new(() => new Beat());
    private readonly Waits<Connection> _pings = new();
    private readonly Waits<Connection> _ends = new();
    private readonly Waits<Connection> _pongs = new();

    public static IReadOnlyList<string> Clauses { get; } = [Pings, Ends, Keeps, Counts, OnlyPong, Manner, Answers];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Of(frame.Connection) is { IsAuthenticated: true }:
                Hear(frame, _beats.Of(frame.Connection), findings);
                break;
            case FrameKind.Close or FrameKind.Reset:
                if (frame.From == Party.Server && ReferenceEquals(frame.Connection.End, frame.Frame)) JudgeEnd(frame, findings);
                Forget(frame.Connection);
                break;
            case FrameKind.Gap:
                if (_beats.Find(frame.Connection) is not null) findings.Lost(Pings, frame);
                Forget(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _pings.TakeDue(now, findings))
        {
            findings.Report(Pings, (Frame?)null, $"The server sends no ping on connection {connection.Number}", "a ping event after 30 s without a message", $"nothing in {Seconds.Show(Latest)}");
        }

        foreach (var connection in _ends.TakeDue(now, findings))
        {
            if (_beats.Find(connection) is not { Ping: { } ping } beat) continue;
            var (clause, what) = beat.SpokeInstead ? (OnlyPong, "takes other messages for the pong") : (Ends, "keeps a connection whose ping is not answered");
            beat.Ping = null;
            findings.Report(clause, ping, $"The server {what}", "the connection closed 10 s after the ping", $"a connection still open after {Seconds.Show(LatestEnd)}", Aspect.Close);
        }

        foreach (var connection in _pongs.TakeDue(now, findings))
        {
            findings.Report(Answers, (Frame?)null, $"The server does not answer the client's ping on connection {connection.Number}", "the event pong", $"nothing in {Seconds.Show(PongSoon)}");
        }
    }

    private void Hear(FrameView frame, Beat beat, FindingSink findings)
    {
        findings.Applied();
        if (frame.From == Party.Client) HearClient(frame, beat, findings);
        else if (session.Server is { Event: "pong" }) _pongs.Stop(frame.Connection);
        else if (session.Server is { Event: "close" } close) beat.CloseEvent = close.Text;
        else if (session.Server is { Event: "ping" }) HearPing(frame, beat, findings);

        beat.Last = frame.T;
        if (beat.Ping is null) _pings.Start(frame.Connection, frame.T + Latest, findings);
        else _pings.Stop(frame.Connection);
    }

    private void HearClient(FrameView frame, Beat beat, FindingSink findings)
    {
        if (session.Request is { Kind: RequestKind.Ping })
        {
            if (!_pongs.Contains(frame.Connection)) _pongs.Start(frame.Connection, frame.T + PongSoon, findings);
        }

        if (session.Request is null)
        {
            if (beat.Ping is not null) beat.Answered = beat.Ping;
            beat.Ping = null;
            _ends.Stop(frame.Connection);
        }
        else if (beat.Ping is not null)
        {
            beat.SpokeInstead = true;
        }
    }

    private void HearPing(FrameView frame, Beat beat, FindingSink findings)
    {
        if (beat.Last is { } last && frame.T - last < Earliest && !beat.ToldEarly)
        {
            beat.ToldEarly = true;
            findings.ReportTime(Counts, frame, Earliest - (frame.T - last), "The server pings although messages were exchanged", "a ping after 30 s without a text message in either direction", $"a ping after {Seconds.Show(frame.T - last)}");
        }

        // A ping on top of an unanswered one does not give the client more time.
        if (beat.Ping is not null) return;
        beat.Ping = frame.Frame;
        beat.SpokeInstead = false;
        _ends.Start(frame.Connection, frame.T + LatestEnd, findings);
    }

    private void JudgeEnd(FrameView frame, FindingSink findings)
    {
        if (_beats.Find(frame.Connection) is not { } beat) return;
        var isHeartbeat = IsHeartbeat(beat.CloseEvent) || IsHeartbeat(frame.Frame.Reason);
        if (beat.Ping is { } ping)
        {
            var wait = frame.T - ping.T;
            if (wait >= EarliestEnd) JudgeManner(frame, beat, findings);
            else if (isHeartbeat) findings.ReportTime(Keeps, frame, EarliestEnd - wait, "The server closes the connection before the client's time to answer is over", "10 s for the pong", Seconds.Show(wait), Aspect.Close);
        }
        else if (isHeartbeat && beat.Answered is { } answered && frame.T - answered.T <= LatestEnd)
        {
            findings.Report(Keeps, frame, "The server closes the connection for a ping that was answered", "the connection kept", $"an end {Seconds.Show(frame.T - answered.T)} after the ping", Aspect.Close);
        }
    }

    private static void JudgeManner(FrameView frame, Beat beat, FindingSink findings)
    {
        if (beat.CloseEvent == "Heartbeat timeout" && frame.Frame.Code == 1008) return;
        findings.Report(
            Manner, frame, "The server ends a connection with a missed pong in its own way", "a close event \"Heartbeat timeout\" and close 1008",
            $"{(beat.CloseEvent is null ? "no close event" : $"a close event \"{(beat.CloseEvent.Length <= 40 ? beat.CloseEvent : beat.CloseEvent[..40] + "…")}\"")} and {(frame.Kind == FrameKind.Reset ? "no close frame" : $"close {frame.Frame.Code}")}",
            Aspect.Close);
    }

    private static bool IsHeartbeat(string? text) =>
        text is not null && (text.Contains("heartbeat", StringComparison.OrdinalIgnoreCase) || text.Contains("pong", StringComparison.OrdinalIgnoreCase)
            || text.Contains("ping", StringComparison.OrdinalIgnoreCase));

    private void Forget(Connection connection)
    {
        _beats.Forget(connection);
        _pings.Stop(connection);
        _ends.Stop(connection);
        _pongs.Stop(connection);
    }

    private sealed class Beat
    {
        /// <summary>When a text message was last seen, in either direction.</summary>
        public long? Last { get; set; }

        /// <summary>The ping that waits for its pong.</summary>
        public Frame? Ping { get; set; }

        /// <summary>The ping that was answered last.</summary>
        public Frame? Answered { get; set; }

        public bool SpokeInstead { get; set; }

        public bool ToldEarly { get; set; }

        /// <summary>What a close event said.</summary>
        public string? CloseEvent { get; set; }
    }
}
