using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;

namespace Harness.Specs.Rules.Rfc6455;

/// <summary>Pings are answered, soon, with what they carried: §5.5.2 and §5.5.3. A pong answers its ping and all before it.</summary>
internal sealed class PongFold(Sides side) : Fold
{
    private static readonly long Soon = Seconds.Of(5);
    private static readonly long AtLast = Seconds.Of(20);
    private const int MostPings = 64;

    private readonly string _answers = side.Of("rfc6455.ping.001", "rfc6455.ping.002");
    private readonly string _carries = side.Of("rfc6455.ping.003", "rfc6455.ping.004");
    private readonly string _hurries = side.Of("rfc6455.ping.005", "rfc6455.ping.006");

    private readonly PerConnection<Pings> _pings = new(() => new Pings());
    private readonly Waits<Connection> _waits = new();

    public static IReadOnlyList<string> Clauses(Sides side) =>
    [
        side.Of("rfc6455.ping.001", "rfc6455.ping.002"), side.Of("rfc6455.ping.003", "rfc6455.ping.004"), side.Of("rfc6455.ping.005", "rfc6455.ping.006"),
    ];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Ping when frame.From == side.Other && frame.Connection.End is null:
                findings.Applied();
                var pings = _pings.Of(frame.Connection);
                if (pings.Waiting.Count < MostPings) pings.Waiting.Add(frame.Frame);
                if (pings.Waiting.Count == 1) Wait(frame.Connection, pings, findings);
                break;
            case FrameKind.Pong when frame.From == side.Party && _pings.Find(frame.Connection) is { } asked:
                Answer(frame, asked, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                if (frame.Kind == FrameKind.Gap && _pings.Find(frame.Connection) is { Waiting.Count: > 0 }) findings.Lost(_answers, frame);
                _pings.Forget(frame.Connection);
                _waits.Stop(frame.Connection);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            if (_pings.Find(connection) is not { Waiting: [var first, ..] } pings) continue;
            if (pings.Stray is { } stray)
            {
                findings.Report(_carries, stray, $"The {side.Name} answers a ping with other data than it carried", Show(first), Show(stray));
            }
            else
            {
                findings.Report(_answers, first, $"The {side.Name} does not answer a ping", $"a pong, {Seconds.Show(AtLast)} at the latest", "none");
            }

            pings.Waiting.Clear();
            pings.Stray = null;
        }
    }

    private void Answer(FrameView pong, Pings pings, FindingSink findings)
    {
        var index = pings.Waiting.FindLastIndex(ping => ping.Payload.Span.SequenceEqual(pong.Frame.Payload.Span));
        if (index < 0)
        {
            // Anybody may send a pong unasked; whether this one was meant as the answer shows when none comes.
            if (pings.Waiting.Count > 0) pings.Stray = pong.Frame;
            return;
        }

        var wait = pong.T - pings.Waiting[index].T;
        if (wait > Soon) findings.ReportTime(_hurries, pong, wait - Soon, $"The {side.Name} answers a ping late", $"a pong within {Seconds.Show(Soon)}", Seconds.Show(wait));
        pings.Waiting.RemoveRange(0, index + 1);
        pings.Stray = null;
        _waits.Stop(pong.Connection);
        if (pings.Waiting.Count > 0) Wait(pong.Connection, pings, findings);
    }

    private void Wait(Connection connection, Pings pings, FindingSink findings) =>
        _waits.Start(connection, pings.Waiting[0].T + AtLast, findings);

    private static string Show(Frame frame) => frame.Payload.Length == 0 ? "no data" : $"{frame.Payload.Length} bytes: {Convert.ToHexStringLower(frame.Payload.Span[..Math.Min(16, frame.Payload.Length)])}";

    private sealed class Pings
    {
        /// <summary>Oldest first.</summary>
        public List<Frame> Waiting { get; } = [];

        /// <summary>A pong that answers none of them.</summary>
        public Frame? Stray { get; set; }
    }
}
