using System.Text.Json;
using Harness.Fixtures.Transcripts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Ping/Pong Heartbeat, the client's half: a pong for each ping event, within 10 s, with a timestamp.</summary>
internal sealed class PongFold(VirtuosoSession session) : Fold
{
    private const string Answers = "virtuoso.heartbeat.003";
    private const string InTime = "virtuoso.heartbeat.004";
    private const string Timestamp = "virtuoso.heartbeat.006";

    private static readonly long Patience = Seconds.Of(10);

    private readonly PerConnection<Beat> _beats = new(() => new Beat());

    public static IReadOnlyList<string> Clauses { get; } = [Answers, InTime, Timestamp];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Server is { Event: "ping" }:
                findings.Applied();
                _beats.Of(frame.Connection).Ping ??= frame.Frame;
                break;
            case FrameKind.Text when frame.From == Party.Client && IsPong(frame, out var root):
                JudgePong(frame, root, findings);
                break;
            case FrameKind.Close or FrameKind.Reset when ReferenceEquals(frame.Connection.End, frame.Frame):
                if (_beats.Find(frame.Connection) is { Ping: { } ping } && frame.T - ping.T >= Patience) Report(ping, frame.T, findings);
                _beats.Forget(frame.Connection);
                break;
            case FrameKind.Gap:
                if (_beats.Find(frame.Connection) is { Ping: not null }) findings.Lost(Answers, frame);
                _beats.Forget(frame.Connection);
                break;
        }
    }

    public override void End(long observedUntil, FindingSink findings)
    {
        foreach (var (_, beat) in _beats.All)
        {
            if (beat.Ping is { } ping && observedUntil - ping.T >= Patience) Report(ping, observedUntil, findings);
        }
    }

    private void JudgePong(FrameView frame, JsonElement root, FindingSink findings)
    {
        if (!root.TryGetProperty("timestamp"u8, out var timestamp) || timestamp.ValueKind != JsonValueKind.Number)
        {
            findings.Report(Timestamp, frame, "The pong has no timestamp", "timestamp: a number, milliseconds since the epoch", JsonKinds.Show(timestamp));
        }

        if (_beats.Find(frame.Connection) is not { Ping: { } ping } beat) return;
        var wait = frame.T - ping.T;
        if (wait > Patience) findings.ReportTime(InTime, frame, wait - Patience, "The pong comes late", $"a pong within {Seconds.Show(Patience)} of the ping", Seconds.Show(wait));
        beat.Ping = null;
    }

    private static void Report(Frame ping, long now, FindingSink findings) =>
        findings.Report(Answers, ping, "The client does not answer a ping event", """{"action":"pong","timestamp":…}""", $"nothing in {Seconds.Show(now - ping.T)}");

    private static bool IsPong(FrameView frame, out JsonElement root) =>
        frame.TryGetObject(out root) && root.TryGetProperty("action"u8, out var action) && action.ValueKind == JsonValueKind.String && action.ValueEquals("pong"u8);

    private sealed class Beat
    {
        /// <summary>The oldest ping that is not answered.</summary>
        public Frame? Ping { get; set; }
    }
}
