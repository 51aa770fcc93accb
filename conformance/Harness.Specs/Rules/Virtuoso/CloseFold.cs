using System.Globalization;
using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Connection Close: a close event, then the end. The document says that the server may, so that an end without one breaks nothing.</summary>
internal sealed class CloseFold(VirtuosoSession session) : Fold
{
    private const string Says = "virtuoso.close.001";
    private const string Ends = "virtuoso.close.003";
    private const string SameCode = "virtuoso.close.004";
    private const string Codes = "virtuoso.close.005";

    private static readonly long Patience = Seconds.Of(10);

    private readonly PerConnection<Goodbye> _goodbyes = new(() => new Goodbye());
    private readonly Waits<Connection> _waits = new();

    public static IReadOnlyList<string> Clauses { get; } = [Says, Ends, SameCode, Codes];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Server is { Event: "close" } message:
                findings.Applied();
                (_goodbyes.Of(frame.Connection).Event, _goodbyes.Of(frame.Connection).Code) = (frame.Frame, message.Code);
                _waits.Start(frame.Connection, frame.T + Patience, findings);
                if (message.Code is not (null or 1000 or 1001 or 1008 or 1011))
                {
                    findings.Report(Codes, frame, "The close event has a code beyond the common ones", "1000, 1001, 1008 or 1011", Numbers.Show(message.Code.Value), Aspect.Close);
                }

                break;
            case FrameKind.Close or FrameKind.Reset when ReferenceEquals(frame.Connection.End, frame.Frame):
                _waits.Stop(frame.Connection);
                if (frame is { From: Party.Server, Kind: FrameKind.Close } && session.Of(frame.Connection) is not null) JudgeEnd(frame, findings);
                break;
            case FrameKind.Gap:
                if (_waits.Stop(frame.Connection)) findings.Lost(Ends, frame);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var connection in _waits.TakeDue(now, findings))
        {
            findings.Report(Ends, _goodbyes.Find(connection)?.Event, "The connection goes on after a close event", "its end", $"a connection still open after {Seconds.Show(Patience)}", Aspect.Close);
        }
    }

    private void JudgeEnd(FrameView frame, FindingSink findings)
    {
        findings.Applied();
        var actual = frame.Frame.Code is { } code ? string.Create(CultureInfo.InvariantCulture, $"close {code}") : "a close frame without a code";
        if (_goodbyes.Find(frame.Connection) is not { } goodbye)
        {
            // Framing and text errors are answered by the WebSocket itself, below the protocol.
            if (frame.Frame.Code is not (1002 or 1007 or 1009)) findings.Report(Says, frame, "The server closes the connection without saying so first", "a close event before the close frame", actual, Aspect.Close);
        }
        else if (goodbye.Code is { } said && said != frame.Frame.Code)
        {
            findings.Report(SameCode, frame, "The close frame has another code than the close event", $"close {Numbers.Show(said)}", actual, Aspect.Close);
        }
    }

    private sealed class Goodbye
    {
        public Frame? Event { get; set; }

        public decimal? Code { get; set; }
    }
}
