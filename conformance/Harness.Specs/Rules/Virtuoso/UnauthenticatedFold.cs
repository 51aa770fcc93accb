using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Connection: who has not authenticated is not served. How that is told is open.</summary>
internal sealed class UnauthenticatedFold(VirtuosoSession session) : Fold
{
    private const string Served = "virtuoso.connect.003";
    private const string Told = "virtuoso.auth.010";
    private const string Ended = "virtuoso.auth.013";

    private static readonly long Patience = Seconds.Of(5);
    private static readonly long TimeToAuthenticate = Seconds.Of(40);

    private readonly Waits<VirtuosoRequest> _waits = new();
    private readonly Waits<Connection> _opened = new();

    public static IReadOnlyList<string> Clauses { get; } = [Served, Told, Ended];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Open when frame.From == Party.Server:
                _opened.Start(frame.Connection, frame.T + TimeToAuthenticate, findings);
                break;
            case FrameKind.Text when session.Request is { IsAuthenticated: false, IsAuthenticating: false, Kind: not (RequestKind.Authenticate or RequestKind.Ping) } request:
                findings.Applied();
                _waits.Start(request, frame.T + Patience, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { } message && session.Of(frame.Connection) is { } state:
                JudgeMessage(frame, message, state, findings);
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                Forget(frame, findings);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings))
        {
            findings.Report(Told, request.Frame, "The server does not answer a request before authentication", "error with code 401", $"nothing in {Seconds.Show(Patience)}");
        }

        foreach (var connection in _opened.TakeDue(now, findings))
        {
            if (session.Of(connection) is not { IsAuthenticated: false }) continue;
            findings.Report(Ended, (Frame?)null, $"Connection {connection.Number} stays open without authentication", "a close event and close 1008 after 30 s", $"a connection still open after {Seconds.Show(TimeToAuthenticate)}", Aspect.Close);
        }
    }

    private void JudgeMessage(FrameView frame, ServerMessage message, VirtuosoConnection state, FindingSink findings)
    {
        if (state.IsAuthenticated) _opened.Stop(frame.Connection);
        if (message.Answers is { } answered && _waits.Stop(answered))
        {
            if (message.Event is "subscribed" or "unsubscribed") ReportServed(frame, "acknowledges a request", findings);
            else if (message.Code is { } code and not 401 && !(code == 400 && answered.Fault != RequestFault.None))
            {
                findings.Report(Told, frame, "A request before authentication is answered with another code", "code 401", $"code {Numbers.Show(code)}");
            }
        }
        else if (message.Channel is not null && !state.IsAuthenticated)
        {
            ReportServed(frame, $"sends {message.Channel}", findings);
        }
    }

    private static void ReportServed(FrameView frame, string what, FindingSink findings) =>
        findings.Report(Served, frame, $"The server {what} on a connection that has not authenticated", "error with code 401", "service");

    private void Forget(FrameView frame, FindingSink findings)
    {
        _opened.Stop(frame.Connection);
        var isRefusal = frame.From == Party.Server && frame.Kind == FrameKind.Close && ReferenceEquals(frame.Connection.End, frame.Frame);
        var hasPending = _waits.StopAll(frame.Connection).Count > 0;
        if (hasPending && frame.Kind == FrameKind.Gap) findings.Lost(Served, frame);
        if (hasPending && isRefusal)
        {
            findings.Report(Told, frame, "The server closes the connection over a request before authentication", "error with code 401, and the connection kept", $"close {frame.Frame.Code}", Aspect.Close);
        }
    }
}
