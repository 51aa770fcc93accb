using Harness.Fixtures.Transcripts;
using Harness.Specs.Judging;
using Harness.Specs.Verdicts;

namespace Harness.Specs.Rules.Virtuoso;

/// <summary>Authentication: what an authenticate message is answered with. Whether it was good is the server's to know.</summary>
internal sealed class AuthenticateFold(VirtuosoSession session) : Fold
{
    private const string Answered = "virtuoso.auth.006";
    private const string Code = "virtuoso.auth.008";
    private const string Wording = "virtuoso.auth.009";
    private const string Stays = "virtuoso.auth.011";
    private const string ThreeTries = "virtuoso.auth.012";

    private static readonly long Patience = Seconds.Of(10);
    private static readonly long AtOnce = Seconds.Of(2);
    private static readonly long CloseSoon = Seconds.Of(5);

    private readonly PerConnection<Tries> _tries = new(() => new Tries());
    private readonly Waits<VirtuosoRequest> _waits = new();
    private readonly Waits<Connection> _closing = new();

    public static IReadOnlyList<string> Clauses { get; } = [Answered, Code, Wording, Stays, ThreeTries];

    public override bool IgnoresGaps => true;

    public override void OnFrame(FrameView frame, FindingSink findings)
    {
        switch (frame.Kind)
        {
            case FrameKind.Text when session.Request is { Kind: RequestKind.Authenticate } request && session.Of(frame.Connection) is not null:
                findings.Applied();
                _waits.Start(request, frame.T + Patience, findings, frame.Connection);
                break;
            case FrameKind.Text when session.Server is { Answers: { Kind: RequestKind.Authenticate } answered } message:
                _waits.Stop(answered);
                if (message.Event == "error") JudgeFailure(frame, answered, message, findings);
                else _tries.Of(frame.Connection).Failures = 0;
                break;
            case FrameKind.Close or FrameKind.Reset or FrameKind.Gap:
                JudgeEnd(frame, findings);
                break;
        }
    }

    public override void OnTime(long now, FindingSink findings)
    {
        foreach (var request in _waits.TakeDue(now, findings))
        {
            findings.Report(Answered, request.Frame, "The server does not answer an authenticate message", "the event authenticated, or error with code 401", $"nothing in {Seconds.Show(Patience)}");
        }

        foreach (var connection in _closing.TakeDue(now, findings))
        {
            findings.Report(ThreeTries, (Frame?)null, $"Connection {connection.Number} stays open after three failed authentications", "close 1008", "a connection still open", Aspect.Close);
        }
    }

    private void JudgeFailure(FrameView frame, VirtuosoRequest request, ServerMessage message, FindingSink findings)
    {
        // A message of the wrong form may be told so, and an overloaded or broken server may say that instead.
        var isExcused = message.Code is 429 or >= 500 || (request.Fault != RequestFault.None && message.Code == 400);
        if (isExcused) return;
        if (message.Code != 401) findings.Report(Code, frame, "A failed authentication is answered with another code", "code 401", message.Code is { } code ? $"code {Numbers.Show(code)}" : "no code");
        else if (message.Text != "Authentication failed") findings.Report(Wording, frame, "A failed authentication is told in other words", "Authentication failed", message.Text.Length <= 60 ? message.Text : message.Text[..60] + "…");
        var tries = _tries.Of(frame.Connection);
        tries.Failures++;
        tries.FailedAt = frame.T;
        if (tries.Failures == 3) _closing.Start(frame.Connection, frame.T + CloseSoon, findings);
    }

    private void JudgeEnd(FrameView frame, FindingSink findings)
    {
        _closing.Stop(frame.Connection);
        if (_waits.StopAll(frame.Connection).Count > 0 && frame.Kind == FrameKind.Gap) findings.Lost(Answered, frame);
        if (frame.Kind == FrameKind.Gap || frame.From != Party.Server || !ReferenceEquals(frame.Connection.End, frame.Frame)) return;
        if (_tries.Find(frame.Connection) is { Failures: 1 or 2 } tries && frame.T - tries.FailedAt <= AtOnce)
        {
            findings.Report(Stays, frame, "The server ends the connection after a failed authentication", "the connection kept for another try", $"an end after {tries.Failures} of 3 tries", Aspect.Close);
        }
    }

    private sealed class Tries
    {
        public int Failures { get; set; }

        public long FailedAt { get; set; }
    }
}
